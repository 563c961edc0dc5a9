package dev.sallyport.policy;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * A position in a JSON text that knows the path of keys to it, and reports what is wrong there.
 *
 * <p>A method that reads a value leaves the cursor on the value's last token, be it good or bad, so
 * that reading goes on behind an error. Only broken JSON ends it, with Jackson's exception.
 */
final class JsonCursor {
    private final JsonParser parser;
    private final PolicyErrors errors;
    private final StringBuilder path = new StringBuilder();

    JsonCursor(JsonParser parser, PolicyErrors errors) {
        this.parser = parser;
        this.errors = errors;
    }

    /** Goes to the next token; null at the end of the text. */
    JsonToken advance() throws IOException {
        return parser.nextToken();
    }

    Place place() {
        return place(parser.currentTokenLocation());
    }

    private static Place place(JsonLocation location) {
        return new Place(location.getLineNr(), location.getColumnNr());
    }

    String path() {
        return path.toString();
    }

    /** Reports the value or key that the cursor is on. */
    void error(String message) {
        errors.add(place(), path(), message);
    }

    /**
     * Reports a key of the object or list just read, or all of it.
     *
     * @param key empty for all of it
     */
    void errorAt(Place place, String key, String message) {
        String dot = path.length() > 0 && !key.isEmpty() ? "." : "";
        errors.add(place, path + dot + key, message);
    }

    /** The scope of the object that begins here; null, and the value skipped, if none does. */
    ObjectScope beginObject(String expected) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            wrongType(expected);
            return null;
        }
        return new ObjectScope(path.length(), place());
    }

    /** Goes to the value of the next key that may be there; null at the object's end. */
    String nextKey(ObjectScope scope, Keys keys) throws IOException {
        while (true) {
            path.setLength(scope.pathLength);
            if (parser.nextToken() == JsonToken.END_OBJECT) {
                return null;
            }
            String key = parser.currentName();
            path.append(path.length() == 0 ? "" : ".").append(Printable.plain(key));
            String problem = keys.problem(key);
            if (!scope.add(key, place())) {
                problem = "is here a second time; keep one";
            }
            if (problem == null) {
                parser.nextToken();
                return key;
            }
            error(problem);
            parser.nextToken();
            parser.skipChildren();
        }
    }

    /**
     * The length of the path of the list that begins here; -1, and the value skipped, if none does.
     */
    int beginArray(String expected) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            wrongType(expected);
            return -1;
        }
        return path.length();
    }

    /** Goes to the element of that index; false at the list's end. */
    boolean nextElement(int pathLength, int index) throws IOException {
        path.setLength(pathLength);
        if (parser.nextToken() == JsonToken.END_ARRAY) {
            return false;
        }
        path.append('[').append(index).append(']');
        return true;
    }

    boolean isText() {
        return parser.currentToken() == JsonToken.VALUE_STRING;
    }

    boolean isObject() {
        return parser.currentToken() == JsonToken.START_OBJECT;
    }

    boolean isNumber() {
        return parser.currentToken().isNumeric();
    }

    /** The text here; null after an error. */
    String text(String expected) throws IOException {
        if (!isText()) {
            wrongType(expected);
            return null;
        }
        String text = parser.getText();
        if (Printable.hasLoneSurrogate(text)) {
            error("holds half a surrogate pair; write the whole character");
            return null;
        }
        return text;
    }

    /** The number here as it is spelled; null after an error. */
    String number(String expected) throws IOException {
        if (!isNumber()) {
            wrongType(expected);
            return null;
        }
        return parser.getText();
    }

    /** The truth value here; false after an error. */
    boolean truth() throws IOException {
        JsonToken token = parser.currentToken();
        if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
            wrongType("true or false");
        }
        return token == JsonToken.VALUE_TRUE;
    }

    void wrongType(String expected) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            error("null is no value; give " + expected + " or leave it out");
        } else {
            error("is " + found() + "; give " + expected);
        }
        parser.skipChildren();
    }

    private String found() throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            return "an object";
        }
        if (token == JsonToken.START_ARRAY) {
            return "a list";
        }
        boolean text = token == JsonToken.VALUE_STRING;
        String found = parser.getText();
        return text ? "the text " + Printable.quoted(found) : Printable.plain(found);
    }
}
