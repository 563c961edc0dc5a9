package dev.sallyport.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTokensTest {
    private static final long SEED = Long.getLong("sallyport.seed", 20261121);

    /** What was read of a text: its tokens with place and text, and whether it was broken. */
    private record Reading(List<String> tokens, boolean broken) {}

    private static Reading ours(String text) {
        JsonTokens in = new JsonTokens(text.toCharArray(), text.length());
        List<String> tokens = new ArrayList<>();
        try {
            while (in.next() != JsonToken.END) {
                Place place = in.place();
                tokens.add(in.token() + " " + place.line + ":" + place.column + " " + in.text());
            }
            return new Reading(tokens, false);
        } catch (JsonException broken) {
            assertTrue(broken.place().line >= 1 && broken.place().column >= 1, text);
            assertTrue(Printable.is(broken.getMessage()), broken.getMessage());
            return new Reading(tokens, true);
        }
    }

    /**
     * Jackson's reading, with three allowances: it is given our depth; we take one value a text,
     * where Jackson takes any number; and our token of a text is whole where Jackson's is lazy.
     */
    private static Reading jacksons(String text) {
        List<String> tokens = new ArrayList<>();
        try (JsonParser in = JACKSON.createParser(text.toCharArray())) {
            int depth = 0;
            while (in.nextToken() != null) {
                if (depth == 0 && !tokens.isEmpty()) {
                    return new Reading(tokens, true);
                }
                JsonLocation at = in.currentTokenLocation();
                tokens.add(
                        kind(in)
                                + " "
                                + at.getLineNr()
                                + ":"
                                + at.getColumnNr()
                                + " "
                                + in.getText());
                depth += in.currentToken().isStructStart() ? 1 : 0;
                depth -= in.currentToken().isStructEnd() ? 1 : 0;
            }
            return new Reading(tokens, false);
        } catch (JsonProcessingException broken) {
            return new Reading(tokens, true);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static final Pattern FOREIGN_DIGIT = Pattern.compile("\\\\u.{0,3}[^\\x00-\\x7f]");

    private static final JsonFactory JACKSON =
            JsonFactory.builder()
                    .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(JsonTokens.DEEPEST)
                                    .maxNumberLength(Integer.MAX_VALUE)
                                    .build())
                    .build();

    private static JsonToken kind(JsonParser in) {
        return switch (in.currentToken()) {
            case START_OBJECT -> JsonToken.START_OBJECT;
            case END_OBJECT -> JsonToken.END_OBJECT;
            case START_ARRAY -> JsonToken.START_ARRAY;
            case END_ARRAY -> JsonToken.END_ARRAY;
            case FIELD_NAME -> JsonToken.NAME;
            case VALUE_STRING -> JsonToken.TEXT;
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> JsonToken.NUMBER;
            case VALUE_TRUE -> JsonToken.TRUE;
            case VALUE_FALSE -> JsonToken.FALSE;
            case VALUE_NULL -> JsonToken.NULL;
            default -> throw new AssertionError(in.currentToken());
        };
    }

    private static final List<String> GOOD =
            List.of(
                    "{\"version\": 1, \"allow\": [{\"host\": \"a\", \"ports\": [443, \"1-2\"]}]}",
                    "// first\n{\"a\":{\"b\":[1,-2.5e+10,0,\"\\u00e9\\n\"]},\r\n\"c\":null}/* last */",
                    "[true,false,null,\"\",{},[],\"\ud83d\ude00 \\ud83d\\ude00\",{\"\":[[]]}]",
                    "\r\r\n\n\t[ /* one\r\ntwo\rthree */ 1 , // four\r 2 ]\n",
                    "{\"x\\ty\" : \"\\\"\\\\\\/\\b\\f\\n\\r\\t\" /**/ , \"x\\ty\" : 1.0}",
                    "\"text\"",
                    "-0.5E-3",
                    "[".repeat(31) + "{\"a\":1}" + "]".repeat(31));

    @Test
    void theTokensTextsAndPlacesAreThoseOfJacksonsStrictParser() {
        TextMutator mutator = new TextMutator(GOOD, new Random(SEED));
        int accepted = 0;
        int onPurpose = 0;
        for (int i = 0; i < 40_000; i++) {
            String text = i < GOOD.size() ? GOOD.get(i) : mutator.next();
            Reading ours = ours(text);
            Reading theirs = jacksons(text);
            int index = i;
            Supplier<String> failure =
                    () -> "seed " + SEED + ", text " + index + ": " + TextMutator.shown(text);
            int both = Math.min(ours.tokens.size(), theirs.tokens.size());
            assertEquals(theirs.tokens.subList(0, both), ours.tokens.subList(0, both), failure);
            if (isDifferentOnPurpose(text, ours)) {
                onPurpose++;
                continue;
            }
            assertEquals(theirs.broken, ours.broken, failure);
            // Jackson looks ahead: from a name to its value, from a word to the character behind.
            int more = Math.max(ours.tokens.size(), theirs.tokens.size()) - both;
            assertTrue(more <= (ours.broken ? 2 : 0), failure);
            accepted += ours.broken ? 0 : 1;
        }
        assertTrue(accepted > 3_000, "only " + accepted + " texts were whole");
        assertTrue(onPurpose < 2_000, onPurpose + " texts were not compared to the end");
    }

    /**
     * Where RFC 8259 is on our side: Jackson wants a blank after an outermost number, even before a
     * comment; takes characters of other scripts for hex digits (by their low byte); and refuses
     * half a surrogate pair in a name if it is escaped, where our reader refuses the key as
     * unknown.
     */
    private static boolean isDifferentOnPurpose(String text, Reading ours) {
        boolean outermostNumber = text.indexOf('/') >= 0 && first(ours).startsWith("NUMBER");
        boolean foreignDigit = FOREIGN_DIGIT.matcher(text).find();
        boolean halfPairInName = false;
        for (String token : ours.tokens) {
            halfPairInName |= token.startsWith("NAME") && Printable.hasLoneSurrogate(token);
        }
        return outermostNumber || foreignDigit || halfPairInName;
    }

    private static String first(Reading reading) {
        return reading.tokens.isEmpty() ? "" : reading.tokens.get(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1/**/", "1//", "\"\\u004\u0131\"", "{\"\\ud800\": 1}"})
    void whatDiffersOnPurposeDiffers(String text) {
        assertTrue(ours(text).broken != jacksons(text).broken, text);
        assertTrue(isDifferentOnPurpose(text, ours(text)), text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\" 1}|1:6|is no JSON here: a ':' is missing between a key and its value",
                "{\"a\": 1 \"b\": 2}|1:9|is no JSON here: ',' or '}' is missing before '\"'",
                "[1 2]|1:4|is no JSON here: ',' or ']' is missing before '2'",
                "[1,]|1:4|is no JSON here: nothing follows the last ','; remove it",
                "[,1]|1:2|is no JSON here: a value belongs here, not ','",
                "{a: 1}|1:2|is no JSON here: a key in double quotes belongs here, not 'a'",
                "{'a': 1}|1:2|is no JSON here: a key in double quotes belongs here, not '''",
                "[yes]|1:2|is no JSON here: 'yes' is no value; a text needs double quotes",
                "[01]|1:2|is no JSON here: a number may not begin with a zero",
                "[1.]|1:4|is no JSON here: a digit belongs here, not ']'",
                "[-a]|1:3|is no JSON here: a digit belongs here, not 'a'",
                "[\"\\x\"]|1:3|is no JSON here: \\ needs one of \" \\ / b f n r t u after it;"
                        + " a \\ itself is \\\\",
                "[\"\\u12g4\"]|1:3|is no JSON here: \\u needs four hex digits",
                "[/]|1:2|is no JSON here: a comment begins with // or /*",
                "[ /* x|1:3|ends too early; the comment that begins here needs a */",
                "[1|1:3|ends too early; a closing bracket, brace or quote is missing",
                "[\"a|1:4|ends too early; a closing bracket, brace or quote is missing",
                "[\"\\u00|1:7|ends too early; a closing bracket, brace or quote is missing",
                "{} {}|1:4|goes on after its end; remove what follows",
                "{}}|1:3|goes on after its end; remove what follows",
            })
    void aFaultIsNamedWithItsPlaceAndMend(String text, String place, String message) {
        JsonException broken = assertThrows(JsonException.class, () -> readAll(text));

        assertEquals(place, broken.place().line + ":" + broken.place().column);
        assertEquals(message, broken.getMessage());
    }

    private static void readAll(String text) throws JsonException {
        JsonTokens in = new JsonTokens(text.toCharArray(), text.length());
        while (in.next() != JsonToken.END) {
            in.text();
        }
    }

    @Test
    void aTextThatEndsInItsLineIsNamedThere() {
        JsonException broken =
                assertThrows(JsonException.class, () -> readAll("{\n \"server: 1,\r\n}"));

        assertEquals("2:13", broken.place().line + ":" + broken.place().column);
        assertEquals(
                "is no JSON here: a text ends in the line that it begins in;"
                        + " its closing '\"' is missing",
                broken.getMessage());
    }

    @Test
    void skippingEndsOnTheClosingTokenAndElsewhereStays() throws Exception {
        String text = "[[1, {\"a\": [2]}], 3]";
        JsonTokens in = new JsonTokens(text.toCharArray(), text.length());
        in.next();
        in.next();
        in.skipChildren();
        assertEquals(JsonToken.END_ARRAY, in.token());
        assertEquals(16, in.place().column);
        in.next();
        in.skipChildren();
        assertEquals("3", in.text());
    }

    @Test
    void theEndStaysTheEndAndAnEmptyTextHasNothingElse() throws Exception {
        JsonTokens in = new JsonTokens(new char[0], 0);

        assertEquals(JsonToken.END, in.next());
        assertEquals(JsonToken.END, in.next());
    }
}
