package org.palmgateway.routes.region;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads a table of divisions: CSV with the header {@code code,name,level,parent}, UTF-8, no quoting. */
public final class Divisions {

    private Divisions() {}

    /** Returns the divisions of Zhejiang that come with this module (GB/T 2260). */
    public static RegionTree zhejiang() {
        try (InputStream table = Divisions.class.getResourceAsStream("zhejiang-divisions.csv")) {
            if (table == null) {
                throw new IllegalStateException("zhejiang-divisions.csv is missing from the class path");
            }
            return read(new InputStreamReader(table, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads a table.
     *
     * @param table the table; left open
     * @return the tree of its regions
     * @throws IOException when the table cannot be read
     * @throws IllegalArgumentException naming the line that is wrong and what it should be
     */
    public static RegionTree read(Reader table) throws IOException {
        BufferedReader lines = new BufferedReader(table);
        List<Region> regions = new ArrayList<>();
        String line = lines.readLine();
        if (!"code,name,level,parent".equals(line)) {
            throw new IllegalArgumentException("line 1: " + line + " (expected: code,name,level,parent)");
        }
        for (int number = 2; (line = lines.readLine()) != null; number++) {
            regions.add(region(line, number));
        }
        return new RegionTree(regions);
    }

    private static Region region(String line, int number) {
        List<String> cells = List.of(line.split(",", -1));
        if (cells.size() != 4) {
            throw new IllegalArgumentException("line " + number + ": " + line + " (expected: four cells)");
        }
        try {
            Region.Level level = Region.Level.valueOf(cells.get(2).toUpperCase(Locale.ROOT));
            return new Region(cells.get(0), cells.get(1), level, cells.get(3).isEmpty() ? null : cells.get(3));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("line " + number + ": " + line + ": " + e.getMessage(), e);
        }
    }
}
