package org.palmgateway.bench.process;

/**
 * Memory of a gateway's process, in octets.
 *
 * @param heap used heap after collections
 * @param heapPeak highest used heap seen since the last question, garbage included
 * @param direct direct memory now
 * @param directPeak highest direct memory seen since the last question
 * @param resident resident set now ({@code VmRSS})
 * @param residentPeak highest resident set since the process started ({@code VmHWM})
 */
public record Memory(long heap, long heapPeak, long direct, long directPeak, long resident, long residentPeak) {

    String line() {
        return heap + " " + heapPeak + " " + direct + " " + directPeak + " " + resident + " " + residentPeak;
    }

    static Memory of(String line) {
        String[] cells = line.split(" ", -1);
        return new Memory(
                Long.parseLong(cells[0]),
                Long.parseLong(cells[1]),
                Long.parseLong(cells[2]),
                Long.parseLong(cells[3]),
                Long.parseLong(cells[4]),
                Long.parseLong(cells[5]));
    }
}
