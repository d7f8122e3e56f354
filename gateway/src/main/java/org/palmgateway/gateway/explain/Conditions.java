package org.palmgateway.gateway.explain;

import java.util.stream.Collectors;
import org.palmgateway.routes.compose.Condition;
import org.palmgateway.routes.compose.Each;
import org.palmgateway.routes.compose.Template;

/** Says in words when and how often branches are called. */
final class Conditions {

    private Conditions() {}

    static String of(Condition condition) {
        String verb = condition.expected() ? " is " : " is not ";
        String values = condition.is().isEmpty()
                ? "there"
                : condition.is().stream().map(Conditions::value).collect(Collectors.joining(" or "));
        return condition.value() + verb + values;
    }

    static String of(Each each) {
        return each.in() + ", at most " + each.most() + " items, " + each.atOnce() + " at once";
    }

    private static String value(Template template) {
        if (template instanceof Template.Taken taken) {
            return taken.from().toString();
        }
        if (template instanceof Template.Text text) {
            return '"' + text.text() + '"';
        }
        if (template instanceof Template.Decimal decimal) {
            return decimal.number().toPlainString();
        }
        if (template instanceof Template.Flag flag) {
            return Boolean.toString(flag.flag());
        }
        return template instanceof Template.Nothing ? "null" : "a value put together";
    }
}
