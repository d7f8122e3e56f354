package org.palmgateway.gateway.compose;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.core.io.buffer.DataBufferUtils;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Writes trees into buffers that go out as they are. */
final class Json {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final int INITIAL = 4096;

    private Json() {}

    /** Returns a buffer with a tree in UTF-8, on one line. */
    static DataBuffer buffer(DataBufferFactory buffers, JsonNode tree) {
        return buffer(buffers, "", tree, "");
    }

    /** Returns a buffer with a tree between two texts of ASCII. */
    static DataBuffer buffer(DataBufferFactory buffers, String before, JsonNode tree, String after) {
        DataBuffer buffer = buffers.allocateBuffer(INITIAL);
        try {
            buffer.write(before, StandardCharsets.US_ASCII);
            OutputStream out = buffer.asOutputStream();
            MAPPER.writeValue(out, tree);
            buffer.write(after, StandardCharsets.US_ASCII);
            return buffer;
        } catch (JacksonException e) {
            DataBufferUtils.release(buffer);
            throw e;
        }
    }
}
