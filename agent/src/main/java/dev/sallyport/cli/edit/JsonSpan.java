package dev.sallyport.cli.edit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A value and where it stands in a text: what lies between values is nobody's and stays as it is.
 *
 * @param start offset of its first character
 * @param end offset behind its last one
 * @param members of an object, in their order
 * @param elements of a list
 */
record JsonSpan(Type type, int start, int end, List<Member> members, List<JsonSpan> elements) {
    private static final JsonFactory JSON =
            JsonFactory.builder().enable(JsonReadFeature.ALLOW_JAVA_COMMENTS).build();

    enum Type {
        OBJECT,
        LIST,
        OTHER
    }

    /** A key with its value; the key begins at {@code start}. */
    record Member(String key, int start, JsonSpan value) {}

    /**
     * The value that a text is.
     *
     * @throws IOException it is no JSON
     */
    static JsonSpan of(String text) throws IOException {
        try (JsonParser in = JSON.createParser(text)) {
            in.nextToken();
            return value(in);
        }
    }

    private static JsonSpan value(JsonParser in) throws IOException {
        int start = start(in);
        List<Member> members = new ArrayList<>();
        List<JsonSpan> elements = new ArrayList<>();
        Type type = Type.OTHER;
        if (in.currentToken() == JsonToken.START_OBJECT) {
            type = Type.OBJECT;
            while (in.nextToken() != JsonToken.END_OBJECT) {
                String key = in.currentName();
                int keyStart = start(in);
                in.nextToken();
                members.add(new Member(key, keyStart, value(in)));
            }
        } else if (in.currentToken() == JsonToken.START_ARRAY) {
            type = Type.LIST;
            while (in.nextToken() != JsonToken.END_ARRAY) {
                elements.add(value(in));
            }
        } else {
            in.getText(); // else a text is not read to its end yet
        }
        int end = (int) in.currentLocation().getCharOffset();
        return new JsonSpan(type, start, end, members, elements);
    }

    private static int start(JsonParser in) {
        return (int) in.currentTokenLocation().getCharOffset();
    }

    /** The value of a key, {@code null} where there is none. */
    JsonSpan member(String key) {
        for (Member member : members) {
            if (member.key().equals(key)) {
                return member.value();
            }
        }
        return null;
    }
}
