package org.palmgateway.routes.compose;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.palmgateway.routes.document.Tree;

/**
 * A value that is made for each call: taken from what is known of it, written down, or put together of such. Values have the types of JSON;
 * nothing is ever made a text that was a number.
 */
public sealed interface Template {

    /** Taken from somewhere. */
    record Taken(Pointer from) implements Template {}

    /** A text. */
    record Text(String text) implements Template {}

    /** A number, with the digits that were written. */
    record Decimal(BigDecimal number) implements Template {}

    /** True or false. */
    record Flag(boolean flag) implements Template {}

    /** Nothing, JSON's null. */
    record Nothing() implements Template {}

    /** An object, in the order of its members. */
    record ObjectOf(Map<String, Template> members) implements Template {
        /** Copies the members, in their order. */
        public ObjectOf {
            members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        }
    }

    /** An array. */
    record ListOf(List<Template> items) implements Template {
        /** Copies the items. */
        public ListOf {
            items = List.copyOf(items);
        }
    }

    /** How it is written: a scalar says its type, a mapping is an object, a list is an array. */
    Tree<Template> WRITTEN = new Tree<>() {
        @Override
        public Template scalar(String text) {
            return ofScalar(text);
        }

        @Override
        public Template mapping(Map<String, Template> members) {
            return new ObjectOf(members);
        }

        @Override
        public Template list(List<Template> items) {
            return new ListOf(items);
        }
    };

    private static Template ofScalar(String text) {
        if (text.startsWith("/")) {
            return new Taken(Pointer.of(text));
        }
        if (text.startsWith("text:")) {
            return new Text(text.substring("text:".length()));
        }
        if (text.startsWith("number:")) {
            return new Decimal(number(text.substring("number:".length())));
        }
        return switch (text) {
            case "flag:true" -> new Flag(true);
            case "flag:false" -> new Flag(false);
            case "null" -> new Nothing();
            default ->
                throw new IllegalArgumentException(
                        "a JSON pointer such as /request/query/year, or a value with its type: text:…, number:…, flag:true, flag:false, null");
        };
    }

    private static BigDecimal number(String text) {
        if (!text.matches("-?(0|[1-9][0-9]{0,30})(\\.[0-9]{1,30})?")) {
            throw new IllegalArgumentException("number: and a number as JSON writes it, without exponent");
        }
        return new BigDecimal(text);
    }

    /** Tells of every pointer in it. */
    default void pointers(Consumer<Pointer> consumer) {
        if (this instanceof Taken taken) {
            consumer.accept(taken.from());
        } else if (this instanceof ObjectOf object) {
            object.members().values().forEach(member -> member.pointers(consumer));
        } else if (this instanceof ListOf list) {
            list.items().forEach(item -> item.pointers(consumer));
        }
    }

    /** Returns every pointer in it, in its order. */
    default List<Pointer> pointers() {
        List<Pointer> pointers = new ArrayList<>();
        pointers(pointers::add);
        return pointers;
    }
}
