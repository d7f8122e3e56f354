package org.palmgateway.routes.document;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.palmgateway.routes.document.DocumentBuilder.Unreadable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads YAML 1.2 from the parser's events, so that no type is guessed and no alias is followed: an alias may stand for
 * exponentially more than it takes to write, and a bundle has no need of one.
 */
final class YamlDocument {

    private YamlDocument() {}

    static @Nullable Value read(String text, int maximumLength, Problems problems) throws Unreadable {
        LoadSettings settings =
                LoadSettings.builder().setCodePointLimit(maximumLength).build();
        DocumentBuilder document = new DocumentBuilder(problems);
        try {
            for (Event event : new Parse(settings).parseString(text)) {
                take(event, document);
            }
        } catch (MarkedYamlEngineException e) {
            Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
            throw new Unreadable(mark.map(Mark::getLine).orElse(-1) + 1, e.getProblem(), "YAML 1.2");
        } catch (YamlEngineException e) {
            throw new Unreadable(0, String.valueOf(e.getMessage()), "YAML 1.2");
        }
        return document.finish();
    }

    private static void take(Event event, DocumentBuilder document) throws Unreadable {
        int line = event.getStartMark().map(Mark::getLine).orElse(-1) + 1;
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
