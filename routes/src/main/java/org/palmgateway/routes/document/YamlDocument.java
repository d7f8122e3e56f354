package org.palmgateway.routes.document;

import org.jspecify.annotations.Nullable;
import org.palmgateway.routes.document.DocumentBuilder.Unreadable;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;

/**
 * Reads YAML 1.2 from the parser's events, so that no type is guessed and no alias is followed: an alias may stand for
 * exponentially more than it takes to write, and a bundle has no need of one.
 */
final class YamlDocument {

    private YamlDocument() {}

    static @Nullable Value read(String text, int maximumLength, Problems problems) throws Unreadable {
        DocumentBuilder document = new DocumentBuilder(problems);
        YamlEvents.read(text, maximumLength, (event, line) -> take(event, line, document));
        return document.finish();
    }

    private static void take(Event event, int line, DocumentBuilder document) throws Unreadable {
        if (event instanceof ScalarEvent scalar) {
            document.scalar(line, scalar.getValue());
        } else if (event instanceof MappingStartEvent) {
            document.start(line, true);
        } else if (event instanceof SequenceStartEvent) {
            document.start(line, false);
        } else if (event instanceof CollectionEndEvent) {
            document.end();
        } else if (event instanceof AliasEvent) {
            throw new Unreadable(line, "an alias", "the value itself, written out");
        }
    }
}
