package dev.sallyport.policy;

/**
 * The tokens of a JSON text: RFC 8259 to the letter, and comments as Java writes them.
 *
 * <p>Ours and not Jackson's, because the agent reads its policy before {@code main}: the static
 * initialisers of Jackson's parser (BigDecimal, on JDK 25 above all) alone cost as much as the
 * whole start may. It takes time in proportion to the text, and memory only for the one text or
 * number that is asked for.
 */
final class JsonTokens {
    /** Levels of objects and lists; one more is refused, so that no reader need count them. */
    static final int DEEPEST = 32;

    private static final String TOO_EARLY =
            "ends too early; a closing bracket, brace or quote is missing";
    private static final int LONGEST_WORD = 80;

    private final char[] text;
    private final int length;
    private final boolean[] inObject = new boolean[DEEPEST + 1];

    /** The objects and lists that are open. */
    private int depth;

    private int at;
    private int line = 1;
    private int lineStart;

    private JsonToken token;
    private Place tokenPlace = Place.START;
    private int tokenStart;
    private int tokenEnd;
    private boolean escaped;

    /** The tokens of the first {@code length} characters. */
    JsonTokens(char[] text, int length) {
        this.text = text;
        this.length = length;
    }

    /** Goes to the next token; at the end of the text it stays there. */
    JsonToken next() throws JsonException {
        skipBlanks();
        token = read();
        if (token == JsonToken.NAME) {
            // A text that no colon follows is no key; whoever reads on must not take it for one.
            skipBlanks();
            if (here() != ':') {
                throw broken("a ':' is missing between a key and its value");
            }
            at++;
        }
        return token;
    }

    /** The token here; null before the first. */
    JsonToken token() {
        return token;
    }

    /** Where the token begins. */
    Place place() {
        return tokenPlace;
    }

    /** The key, text, number or word here, its escapes resolved. */
    String text() {
        if (token != JsonToken.TEXT && token != JsonToken.NAME) {
            return new String(text, tokenStart, tokenEnd - tokenStart);
        }
        int from = tokenStart + 1;
        int to = tokenEnd - 1;
        return escaped ? JsonEscape.resolve(text, from, to) : new String(text, from, to - from);
    }

    /** Goes to the end of the object or list that begins here; stays where none does. */
    void skipChildren() throws JsonException {
        if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
            int outside = depth - 1;
            while (depth > outside) {
                next();
            }
        }
    }

    /** The token before says what may stand here. */
    private JsonToken read() throws JsonException {
        if (token == JsonToken.NAME) {
            return value();
        }
        if (depth > 0) {
            return inside(token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY);
        }
        if (at == length) {
            return end(at, JsonToken.END);
        }
        if (token != null) {
            throw error("goes on after its end; remove what follows");
        }
        return value();
    }

    private JsonToken inside(boolean first) throws JsonException {
        char closing = inObject[depth] ? '}' : ']';
        if (here() == closing) {
            return close();
        }
        if (!first) {
            if (here() != ',') {
                throw broken("',' or '" + closing + "' is missing before " + found());
            }
            at++;
            skipBlanks();
            if (here() == closing) {
                throw broken("nothing follows the last ','; remove it");
            }
        }
        return inObject[depth] ? name() : value();
    }

    /** The token that ends here. It never spans lines. */
    private JsonToken end(int start, JsonToken read) {
        tokenStart = start;
        tokenEnd = at;
        tokenPlace = place(start);
        return read;
    }

    private JsonToken close() {
        int start = at++;
        return end(start, inObject[depth--] ? JsonToken.END_OBJECT : JsonToken.END_ARRAY);
    }

    private JsonToken open(boolean object) throws JsonException {
        if (depth == DEEPEST) {
            throw error("is nested deeper than " + DEEPEST + " levels; a policy needs five");
        }
        int start = at++;
        inObject[++depth] = object;
        return end(start, object ? JsonToken.START_OBJECT : JsonToken.START_ARRAY);
    }

    private JsonToken name() throws JsonException {
        if (here() != '"') {
            throw broken("a key in double quotes belongs here, not " + found());
        }
        int start = at;
        skipText();
        return end(start, JsonToken.NAME);
    }

    private JsonToken value() throws JsonException {
        int start = at;
        char c = here();
        if (c == '"') {
            skipText();
            return end(start, JsonToken.TEXT);
        }
        if (c == '{' || c == '[') {
            return open(c == '{');
        }
        if (c == '-' || isDigit(c)) {
            skipNumber();
            return end(start, JsonToken.NUMBER);
        }
        if (Character.isLetter(c)) {
            return word();
        }
        throw broken("a value belongs here, not " + found());
    }

    private JsonToken word() throws JsonException {
        int end = at;
        while (end < length && end - at < LONGEST_WORD && Character.isLetterOrDigit(text[end])) {
            end++;
        }
        String word = new String(text, at, end - at);
        JsonToken known;
        if (word.equals("true")) {
            known = JsonToken.TRUE;
        } else if (word.equals("false")) {
            known = JsonToken.FALSE;
        } else if (word.equals("null")) {
            known = JsonToken.NULL;
        } else {
            throw broken("'" + Printable.plain(word) + "' is no value; a text needs double quotes");
        }
        int start = at;
        at = end;
        return end(start, known);
    }

    private void skipText() throws JsonException {
        escaped = false;
        at++;
        skipOrdinary();
        while (at < length && text[at] != '"') {
            if (text[at] == '\\') {
                escaped = true;
                skipEscape();
            } else if (text[at] == '\n' || text[at] == '\r') {
                throw broken(
                        "a text ends in the line that it begins in; its closing '\"' is missing");
            } else {
                throw broken("a text may not hold " + found() + " as it is; write \\uXXXX");
            }
            skipOrdinary();
        }
        need(at);
        at++;
    }

    /** By local variables: most of a policy is read here before anything is compiled. */
    private void skipOrdinary() {
        char[] all = text;
        int end = length;
        int i = at;
        while (i < end && all[i] >= ' ' && all[i] != '"' && all[i] != '\\') {
            i++;
        }
        at = i;
    }

    private void skipEscape() throws JsonException {
        need(at + 1);
        char letter = text[at + 1];
        int end = at + 2;
        if (letter == 'u') {
            for (; end < at + 6; end++) {
                need(end);
                if (JsonEscape.hexDigit(text[end]) < 0) {
                    throw broken("\\u needs four hex digits");
                }
            }
        } else if (!JsonEscape.isLetter(letter)) {
            throw broken("\\ needs one of \" \\ / b f n r t u after it; a \\ itself is \\\\");
        }
        at = end;
    }

    private void skipNumber() throws JsonException {
        if (text[at] == '-') {
            at++;
        }
        if (here() == '0') {
            if (at + 1 < length && isDigit(text[at + 1])) {
                throw broken("a number may not begin with a zero");
            }
            at++;
        } else {
            skipDigits();
        }
        if (at < length && text[at] == '.') {
            at++;
            skipDigits();
        }
        if (at < length && (text[at] == 'e' || text[at] == 'E')) {
            at++;
            if (here() == '+' || here() == '-') {
                at++;
            }
            skipDigits();
        }
    }

    private void skipDigits() throws JsonException {
        if (!isDigit(here())) {
            throw broken("a digit belongs here, not " + found());
        }
        while (at < length && isDigit(text[at])) {
            at++;
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private void skipBlanks() throws JsonException {
        while (at < length) {
            char c = text[at];
            if (c == '\n' || c == '\r') {
                endLine();
            } else if (c == ' ' || c == '\t') {
                at++;
            } else if (c == '/') {
                skipComment();
            } else {
                return;
            }
        }
    }

    private void endLine() {
        boolean two = text[at] == '\r' && at + 1 < length && text[at + 1] == '\n';
        at += two ? 2 : 1;
        line++;
        lineStart = at;
    }

    private void skipComment() throws JsonException {
        char second = at + 1 < length ? text[at + 1] : ' ';
        if (second == '/') {
            while (at < length && text[at] != '\n' && text[at] != '\r') {
                skipInComment();
            }
        } else if (second == '*') {
            skipLongComment();
        } else {
            throw broken("a comment begins with // or /*");
        }
    }

    private void skipLongComment() throws JsonException {
        Place opening = place(at);
        at += 2;
        while (at + 1 < length) {
            if (text[at] == '*' && text[at + 1] == '/') {
                at += 2;
                return;
            }
            if (text[at] == '\n' || text[at] == '\r') {
                endLine();
            } else {
                skipInComment();
            }
        }
        throw new JsonException(opening, "ends too early; the comment that begins here needs a */");
    }

    private void skipInComment() throws JsonException {
        if (text[at] < ' ' && text[at] != '\t') {
            throw broken("a comment may not hold " + found());
        }
        at++;
    }

    /** The character here, where the text may not end. */
    private char here() throws JsonException {
        need(at);
        return text[at];
    }

    private void need(int index) throws JsonException {
        if (index >= length) {
            throw new JsonException(place(length), TOO_EARLY);
        }
    }

    private String found() {
        return Printable.named(Character.codePointAt(text, at, length));
    }

    private JsonException broken(String what) {
        return error("is no JSON here: " + what);
    }

    private JsonException error(String message) {
        return new JsonException(place(at), message);
    }

    private Place place(int index) {
        return new Place(line, index - lineStart + 1);
    }
}
