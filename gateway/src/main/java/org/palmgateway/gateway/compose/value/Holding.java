package org.palmgateway.gateway.compose.value;

import org.palmgateway.routes.compose.Condition;
import org.palmgateway.routes.compose.Template;
import tools.jackson.databind.JsonNode;

/** Whether conditions hold. Pure functions. */
public final class Holding {

    private Holding() {}

    /** Tells whether a condition holds. */
    public static boolean of(Condition condition, Known known) {
        JsonNode value = known.at(condition.value());
        boolean so = condition.is().isEmpty() ? isSomething(value) : isOneOf(value, condition, known);
        return so == condition.expected();
    }

    private static boolean isSomething(JsonNode value) {
        return !value.isMissingNode() && !value.isNull() && !(value.isBoolean() && !value.booleanValue());
    }

    private static boolean isOneOf(JsonNode value, Condition condition, Known known) {
        for (Template each : condition.is()) {
            if (same(value, Filling.of(each, known))) {
                return true;
            }
        }
        return false;
    }

    /** Numbers are the same when they are equal, however they are written; what is missing is the same as nothing. */
    private static boolean same(JsonNode one, JsonNode other) {
        if (one.isNumber() && other.isNumber()) {
            return one.decimalValue().compareTo(other.decimalValue()) == 0;
        }
        boolean noValue = one.isMissingNode() || one.isNull();
        boolean noOther = other.isMissingNode() || other.isNull();
        if (noValue || noOther) {
            return noValue && noOther;
        }
        return one.equals(other);
    }
}
