package dev.sallyport.policy;

/**
 * A position in a JSON text that knows the path of keys to it, and reports what is wrong there.
 *
 * <p>A method that reads a value leaves the cursor on the value's last token, be it good or bad, so
 * that reading goes on behind an error. Only broken JSON and too many errors end it, with {@link
 * JsonException}.
 */
final class JsonCursor {
    private final JsonTokens tokens;
    private final PolicyErrors errors;
    private final StringBuilder path = new StringBuilder();

    JsonCursor(JsonTokens tokens, PolicyErrors errors) {
        this.tokens = tokens;
        this.errors = errors;
    }

    /** Goes to the next token. */
    JsonToken advance() throws JsonException {
        return tokens.next();
    }

    Place place() {
        return tokens.place();
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
    ObjectScope beginObject(String expected) throws JsonException {
        if (tokens.token() != JsonToken.START_OBJECT) {
            wrongType(expected);
            return null;
        }
        return new ObjectScope(path.length(), place());
    }

    /** Goes to the value of the next key that may be there; null at the object's end. */
    String nextKey(ObjectScope scope, Keys keys) throws JsonException {
        while (true) {
            path.setLength(scope.pathLength);
            stopIfErrorsAreMany();
            if (tokens.next() == JsonToken.END_OBJECT) {
                return null;
            }
            String key = tokens.text();
            String problem = keys.problem(key);
            if (path.length() > 0) {
                path.append('.');
            }
            path.append(problem == null ? key : Printable.plain(key));
            if (!scope.add(key, place())) {
                problem = "is here a second time; keep one";
            }
            if (problem == null) {
                tokens.next();
                return key;
            }
            error(problem);
            tokens.next();
            tokens.skipChildren();
        }
    }

    /**
     * The length of the path of the list that begins here; -1, and the value skipped, if none does.
     */
    int beginArray(String expected) throws JsonException {
        if (tokens.token() != JsonToken.START_ARRAY) {
            wrongType(expected);
            return -1;
        }
        return path.length();
    }

    /** Goes to the element of that index; false at the list's end. */
    boolean nextElement(int pathLength, int index) throws JsonException {
        path.setLength(pathLength);
        stopIfErrorsAreMany();
        if (tokens.next() == JsonToken.END_ARRAY) {
            return false;
        }
        path.append('[').append(index).append(']');
        return true;
    }

    private void stopIfErrorsAreMany() throws JsonException {
        if (errors.areMany()) {
            throw new JsonException(
                    place(),
                    "is read no further after " + PolicyErrors.MOST + " errors; mend them first");
        }
    }

    boolean isText() {
        return tokens.token() == JsonToken.TEXT;
    }

    boolean isObject() {
        return tokens.token() == JsonToken.START_OBJECT;
    }

    boolean isNumber() {
        return tokens.token() == JsonToken.NUMBER;
    }

    /** The text here; null after an error. */
    String text(String expected) throws JsonException {
        if (!isText()) {
            wrongType(expected);
            return null;
        }
        String text = tokens.text();
        if (Printable.hasLoneSurrogate(text)) {
            error("holds half a surrogate pair; write the whole character");
            return null;
        }
        return text;
    }

    /** The number here as it is spelled; null after an error. */
    String number(String expected) throws JsonException {
        if (!isNumber()) {
            wrongType(expected);
            return null;
        }
        return tokens.text();
    }

    /** The truth value here; false after an error. */
    boolean truth() throws JsonException {
        JsonToken token = tokens.token();
        if (token != JsonToken.TRUE && token != JsonToken.FALSE) {
            wrongType("true or false");
        }
        return token == JsonToken.TRUE;
    }

    void wrongType(String expected) throws JsonException {
        if (tokens.token() == JsonToken.NULL) {
            error("null is no value; give " + expected + " or leave it out");
        } else {
            error("is " + found() + "; give " + expected);
        }
        tokens.skipChildren();
    }

    private String found() throws JsonException {
        JsonToken token = tokens.token();
        if (token == JsonToken.START_OBJECT) {
            return "an object";
        }
        if (token == JsonToken.START_ARRAY) {
            return "a list";
        }
        boolean text = token == JsonToken.TEXT;
        String found = tokens.text();
        return text ? "the text " + Printable.quoted(found) : Printable.plain(found);
    }
}
