package org.palmgateway.routes.document;

import java.util.Optional;
import org.palmgateway.routes.document.DocumentBuilder.Unreadable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Goes through a text as YAML 1.2. */
final class YamlEvents {

    /** The parser copies what it has of a line for every thousand characters of it, so that one of ten million would take minutes. */
    private static final int LONGEST_LINE = 128 * 1024;

    private YamlEvents() {}

    /** Takes one part of a document, which starts on a line. */
    interface Taker {
        void take(Event event, int line) throws Unreadable;
    }

    static void read(String text, int maximumLength, Taker taker) throws Unreadable {
        refuseLongLines(text);
        LoadSettings settings =
                LoadSettings.builder().setCodePointLimit(maximumLength).build();
        try {
            for (Event event : new Parse(settings).parseString(text)) {
                taker.take(event, event.getStartMark().map(Mark::getLine).orElse(-1) + 1);
            }
        } catch (MarkedYamlEngineException e) {
            Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
            throw new Unreadable(mark.map(Mark::getLine).orElse(-1) + 1, e.getProblem(), "YAML 1.2");
        } catch (YamlEngineException e) {
            throw new Unreadable(0, String.valueOf(e.getMessage()), "YAML 1.2");
        }
    }

    private static void refuseLongLines(String text) throws Unreadable {
        int line = 1;
        int start = 0;
        while (start < text.length()) {
            int end = text.indexOf('\n', start);
            int length = (end < 0 ? text.length() : end) - start;
            if (length > LONGEST_LINE) {
                throw new Unreadable(
                        line,
                        "a line of " + length + " characters",
                        "lines of at most " + LONGEST_LINE + " characters, or JSON");
            }
            start += length + 1;
            line++;
        }
    }
}
