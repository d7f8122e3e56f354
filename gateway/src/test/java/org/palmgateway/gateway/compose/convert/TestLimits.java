package org.palmgateway.gateway.compose.convert;

/** Limits that differ from the standard ones in one bound. */
final class TestLimits {

    private static final ConversionLimits BASE = ConversionLimits.STANDARD;

    private TestLimits() {}

    static ConversionLimits octets(int most) {
        return new ConversionLimits(
                most,
                BASE.depth(),
                BASE.values(),
                BASE.textLength(),
                BASE.nameLength(),
                BASE.numberDigits(),
                BASE.attributes());
    }

    static ConversionLimits depth(int most) {
        return new ConversionLimits(
                BASE.octets(),
                most,
                BASE.values(),
                BASE.textLength(),
                BASE.nameLength(),
                BASE.numberDigits(),
                BASE.attributes());
    }

    static ConversionLimits values(int most) {
        return new ConversionLimits(
                BASE.octets(),
                BASE.depth(),
                most,
                BASE.textLength(),
                BASE.nameLength(),
                BASE.numberDigits(),
                BASE.attributes());
    }

    static ConversionLimits texts(int textLength, int nameLength) {
        return new ConversionLimits(
                BASE.octets(),
                BASE.depth(),
                BASE.values(),
                textLength,
                nameLength,
                BASE.numberDigits(),
                BASE.attributes());
    }

    static ConversionLimits attributes(int most) {
        return new ConversionLimits(
                BASE.octets(),
                BASE.depth(),
                BASE.values(),
                BASE.textLength(),
                BASE.nameLength(),
                BASE.numberDigits(),
                most);
    }
}
