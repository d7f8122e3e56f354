package org.palmgateway.routes.document;

import org.palmgateway.routes.document.DocumentBuilder.Unreadable;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.JsonSchema;

/** Reads YAML 1.2 with the types of its JSON schema (§10.2) from the parser's events, so that nothing is constructed and no alias followed. */
final class TypedYaml {

    private final ScalarResolver types = new JsonSchema().getScalarResolver();
    private final TypedBuilder document;

    private TypedYaml(TypedBuilder document) {
        this.document = document;
    }

    static void read(String text, int maximumLength, TypedBuilder document) throws Unreadable {
        YamlEvents.read(text, maximumLength, new TypedYaml(document)::take);
    }

    private void take(Event event, int line) throws Unreadable {
        if (event instanceof AliasEvent) {
            throw new Unreadable(line, "an alias", "the value itself, written out, or a $ref");
        }
        if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
            throw new Unreadable(line, "an anchor", "no anchors: nothing may refer to one");
        }
        if (event instanceof ScalarEvent scalar) {
            scalar(line, scalar);
        } else if (event instanceof CollectionStartEvent) {
            document.start(line, event instanceof MappingStartEvent);
        } else if (event instanceof CollectionEndEvent) {
            document.end();
        }
    }

    private void scalar(int line, ScalarEvent scalar) throws Unreadable {
        String text = scalar.getValue();
        if (document.expectsName()) {
            document.name(line, text);
            return;
        }
        Tag tag = scalar.getTag().isPresent()
                ? new Tag(scalar.getTag().get())
                : types.resolve(text, scalar.getImplicit().canOmitTagInPlainScalar());
        if (tag.equals(Tag.STR)) {
            document.text(line, text);
        } else if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
            document.number(line, text);
        } else if (tag.equals(Tag.BOOL)) {
            document.place(line, text.equals("true"));
        } else if (tag.equals(Tag.NULL)) {
            document.place(line, null);
        } else {
            throw new Unreadable(line, tag.getValue(), "no tags but those of JSON's types");
        }
    }
}
