package dev.sallyport.policy;

import java.nio.CharBuffer;

/** Reads a policy file. Nothing in it is guessed: what is not understood is refused. */
public final class PolicyReader {
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
        JsonTokens tokens = new JsonTokens(text.array(), text.length());
        try {
            return new PolicyFileReader(new JsonCursor(tokens, errors)).read();
        } catch (JsonException broken) {
            errors.add(broken.place(), "", broken.getMessage());
            return null;
        }
    }
}
