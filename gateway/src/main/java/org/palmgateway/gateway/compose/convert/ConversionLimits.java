package org.palmgateway.gateway.compose.convert;

/**
 * The bounds of what is converted. They hold for reading and for writing, and are checked before the work that they bound is done.
 *
 * @param octets the most octets of a content, and the most characters in all names, texts and numbers of a tree
 * @param depth how many objects and arrays may be in one another
 * @param values the most values of a tree, objects and arrays included; in XML also the most elements and attributes together, in a
 *     form also the most fields
 * @param textLength the most UTF-16 code units of a text
 * @param nameLength the most UTF-16 code units of the name of a member; with its {@code @} when that is an attribute
 * @param numberDigits the most digits of a number when it is written without an exponent, so that no small text is a huge number
 * @param attributes the most attributes of an element, declarations of namespaces included
 */
public record ConversionLimits(
        int octets, int depth, int values, int textLength, int nameLength, int numberDigits, int attributes) {

    /** A megabyte, 32 deep, 100,000 values; texts have room for a small scanned page, numbers for every double. */
    public static final ConversionLimits STANDARD = new ConversionLimits(1 << 20, 32, 100_000, 1 << 19, 256, 1000, 256);

    /** The readers and writers call themselves for each level; Jackson writes no deeper either. */
    private static final int DEEPEST = 500;

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException when one is out of its range
     */
    public ConversionLimits {
        check("octets", octets, 1, 1 << 26);
        check("depth", depth, 1, DEEPEST);
        check("values", values, 1, 10_000_000);
        check("textLength", textLength, 1, 1 << 26);
        check("nameLength", nameLength, 1, 1000);
        // 64 bits have 20 digits; the time to read a number grows with the square of its digits.
        check("numberDigits", numberDigits, 20, 10_000);
        check("attributes", attributes, 1, 10_000);
    }

    private static void check(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: " + least + " to " + most + ")");
        }
    }

    /** Returns the octets when they are few enough. */
    byte[] checkOctets(byte[] content) throws ConversionRefused {
        check(content.length, octets);
        return content;
    }

    /** Refuses what is more than its bound. */
    static void check(long size, int most) throws ConversionRefused {
        if (size > most) {
            throw new ConversionRefused(Refusal.TOO_LARGE);
        }
    }
}
