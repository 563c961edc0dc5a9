package dev.sallyport.policy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.IOException;
import java.nio.CharBuffer;

/** Reads a policy file. Nothing in it is guessed: what is not understood is refused. */
public final class PolicyReader {
    private static final int DEEPEST = 32;

    private PolicyReader() {}

    /**
     * Reads the text of a policy file.
     *
     * @param fileNameForErrors how errors name the file
     * @param text at most 16 MiB of UTF-8 or UTF-16
     * @throws PolicyException with every error of the file; after broken JSON with those before it
     */
    public static Policy read(String fileNameForErrors, byte[] text) throws PolicyException {
        PolicyErrors errors = new PolicyErrors(fileNameForErrors);
        CharBuffer decoded = PolicyText.decode(text, errors);
        PolicyDraft draft = decoded == null ? null : parse(decoded, errors);
        errors.throwIfAny();
        return new Policy(draft);
    }

    private static PolicyDraft parse(CharBuffer text, PolicyErrors errors) {
        try (JsonParser parser =
                factory().createParser(text.array(), text.arrayOffset(), text.length())) {
            try {
                return new PolicyFileReader(new JsonCursor(parser, errors)).read();
            } catch (JsonProcessingException broken) {
                JsonLocation at =
                        broken.getLocation() == null
                                ? parser.currentLocation()
                                : broken.getLocation();
                errors.add(new Place(at.getLineNr(), at.getColumnNr()), "", describe(broken));
            }
        } catch (IOException unreadable) {
            errors.add(Place.START, "", "cannot be read: " + unreadable);
        }
        return null;
    }

    /**
     * Numbers, texts and names may be as long as the file, so that the error for a senseless one
     * names its key. Names are not interned and buffers not kept: a file is read once in the life
     * of a JVM.
     */
    private static JsonFactory factory() {
        return JsonFactory.builder()
                .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
                .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
                .streamReadConstraints(
                        StreamReadConstraints.builder()
                                .maxNestingDepth(DEEPEST)
                                .maxNumberLength(PolicyText.LARGEST)
                                .maxStringLength(PolicyText.LARGEST)
                                .maxNameLength(PolicyText.LARGEST)
                                .build())
                .build();
    }

    private static String describe(JsonProcessingException broken) {
        if (broken instanceof StreamConstraintsException) {
            return "is nested deeper than " + DEEPEST + " levels; a policy needs five";
        }
        if (broken instanceof JsonEOFException) {
            return "ends too early; a closing bracket, brace or quote is missing";
        }
        String message = broken.getOriginalMessage();
        int source = message.indexOf(" (start marker");
        return "is no JSON here: "
                + withoutControls(source < 0 ? message : message.substring(0, source));
    }

    /** Jackson quotes what it met. */
    private static String withoutControls(String message) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < message.length(); i++) {
            char c = message.charAt(i);
            out.append(Printable.is(c) ? String.valueOf(c) : Printable.character(c));
        }
        return out.toString();
    }
}
