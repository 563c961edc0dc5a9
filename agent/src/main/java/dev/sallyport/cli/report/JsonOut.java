package dev.sallyport.cli.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Writer;
import java.util.Collection;

/**
 * JSON as it is written: the frame piece by piece, what is small as a tree. In ASCII, so that it is
 * harmless on a terminal as well. Closing it leaves open what it wrote to.
 */
final class JsonOut implements AutoCloseable {
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                    .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                    .build();

    private final JsonGenerator out;

    JsonOut(Writer to) throws IOException {
        out = JSON.createGenerator(to).setPrettyPrinter(new DefaultPrettyPrinter());
    }

    JsonOut begin() throws IOException {
        out.writeStartObject();
        return this;
    }

    JsonOut begin(String key) throws IOException {
        out.writeObjectFieldStart(key);
        return this;
    }

    JsonOut end() throws IOException {
        out.writeEndObject();
        return this;
    }

    JsonOut beginList(String key) throws IOException {
        out.writeArrayFieldStart(key);
        return this;
    }

    JsonOut endList() throws IOException {
        out.writeEndArray();
        return this;
    }

    /** A text, or {@code null}. */
    JsonOut text(String key, String value) throws IOException {
        out.writeStringField(key, value);
        return this;
    }

    JsonOut number(String key, long value) throws IOException {
        out.writeNumberField(key, value);
        return this;
    }

    JsonOut list(String key, Collection<String> values) throws IOException {
        out.writeArrayFieldStart(key);
        for (String value : values) {
            out.writeString(value);
        }
        return endList();
    }

    /** An empty tree, to be filled and written. */
    ObjectNode object() {
        return JSON.createObjectNode();
    }

    JsonOut tree(String key, ObjectNode tree) throws IOException {
        out.writeFieldName(key);
        return tree(tree);
    }

    JsonOut tree(ObjectNode tree) throws IOException {
        out.writeTree(tree);
        return this;
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
