package org.palmgateway.gateway.compose.convert;

import java.math.BigDecimal;
import tools.jackson.databind.JsonNode;

/** Texts and numbers of a tree as formats have them that know texts only. */
final class Scalars {

    private Scalars() {}

    /**
     * Returns the text of a value: {@code true} or {@code false}, a number with all its digits and no exponent, since not every reader
     * knows those, nothing for null.
     */
    static String text(JsonNode scalar) throws ConversionRefused {
        return switch (scalar.getNodeType()) {
            case STRING -> scalar.stringValue();
            case NUMBER -> number(scalar).toPlainString();
            case BOOLEAN -> String.valueOf(scalar.booleanValue());
            case NULL -> "";
            default -> throw new ConversionRefused(Refusal.NO_MAPPING);
        };
    }

    /** Returns a number as it is; those that are none are refused. */
    static BigDecimal number(JsonNode number) throws ConversionRefused {
        if (number.isBigDecimal()) {
            return number.decimalValue();
        }
        try {
            return number.isIntegralNumber()
                    ? new BigDecimal(number.bigIntegerValue())
                    : new BigDecimal(number.numberValue().toString());
        } catch (NumberFormatException e) {
            throw new ConversionRefused(Refusal.NO_MAPPING);
        }
    }

    /** Returns how many digits a number has when it is written without an exponent. */
    static long digits(BigDecimal number) {
        long precision = number.precision();
        long scale = number.scale();
        return scale > 0 ? Math.max(precision, scale + 1) : precision - scale;
    }
}
