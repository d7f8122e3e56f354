package org.palmgateway.gateway.answer;

import java.io.StringWriter;
import java.time.Instant;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * One line of the access log. Holds neither tokens nor queries nor anything that names a citizen.
 *
 * @param time when the answer ended
 * @param requestId id of the request
 * @param traceId id of its trace
 * @param method its method
 * @param path the pattern of its path, since what variables stand for may name a citizen; empty when no route was found
 * @param route id of the route that it hit; empty when no route was found, as are the next three
 * @param department id of the department
 * @param requested region asked for
 * @param served region that served
 * @param application client id of the application; empty for public routes
 * @param address address of the peer
 * @param status status code of the answer; 499 when the caller left before one
 * @param problem code of the problem; empty when a department answered
 * @param revision revision of the snapshot
 * @param micros time from arrival to end, in microseconds
 */
public record AccessRecord(
        Instant time,
        String requestId,
        String traceId,
        String method,
        String path,
        String route,
        String department,
        String requested,
        String served,
        String application,
        String address,
        int status,
        String problem,
        long revision,
        long micros) {

    /** Returns the record as one JSON object on one line, with its end of line; empty texts are left out. */
    String line(JsonFactory json) {
        StringWriter line = new StringWriter(400);
        try (JsonGenerator generator = json.createGenerator(ObjectWriteContext.empty(), line)) {
            generator.writeStartObject();
            text(generator, "time", time.toString());
            text(generator, "requestId", requestId);
            text(generator, "traceId", traceId);
            text(generator, "method", method);
            text(generator, "path", path);
            text(generator, "route", route);
            text(generator, "department", department);
            text(generator, "requested", requested);
            text(generator, "served", served);
            text(generator, "application", application);
            text(generator, "address", address);
            generator.writeNumberProperty("status", status);
            text(generator, "problem", problem);
            generator.writeNumberProperty("revision", revision);
            generator.writeNumberProperty("micros", micros);
            generator.writeEndObject();
        }
        return line.append('\n').toString();
    }

    private static void text(JsonGenerator generator, String name, String value) {
        if (!value.isEmpty()) {
            generator.writeStringProperty(name, value);
        }
    }
}
