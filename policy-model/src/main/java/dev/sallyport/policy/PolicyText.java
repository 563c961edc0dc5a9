package dev.sallyport.policy;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * The characters of a policy file: UTF-8, or UTF-16 as Windows tools write it, with or without a
 * byte order mark.
 *
 * <p>Decoded before it is parsed, so that columns count characters and malformed input is refused
 * wherever it stands.
 */
final class PolicyText {
    static final int LARGEST = 16 << 20;

    private PolicyText() {}

    /** The text, or null after the error is added. */
    static CharBuffer decode(byte[] bytes, PolicyErrors errors) {
        if (bytes.length > LARGEST) {
            errors.add(Place.START, "", "is larger than 16 MiB; no policy needs that");
            return null;
        }
        if (isUtf32(bytes)) {
            errors.add(Place.START, "", "is UTF-32; save it as UTF-8");
            return null;
        }
        Charset charset = charset(bytes);
        int mark = markLength(bytes, charset);
        ByteBuffer in = ByteBuffer.wrap(bytes, mark, bytes.length - mark);
        CharBuffer out = CharBuffer.allocate(bytes.length - mark);
        CoderResult result =
                charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)
                        .decode(in, out, true);
        out.flip();
        if (result.isError()) {
            String hex = Integer.toHexString(bytes[in.position()] & 0xff);
            errors.add(
                    end(out),
                    "",
                    "byte 0x"
                            + hex
                            + " here is not "
                            + charset.name()
                            + "; save the file as UTF-8");
            return null;
        }
        return out;
    }

    private static int at(byte[] bytes, int index) {
        return index < bytes.length ? bytes[index] & 0xff : -1;
    }

    private static boolean isUtf32(byte[] bytes) {
        boolean zeros = at(bytes, 2) == 0 && at(bytes, 3) == 0;
        boolean little =
                zeros && (at(bytes, 1) == 0 || (at(bytes, 0) == 0xff && at(bytes, 1) == 0xfe));
        boolean big = at(bytes, 0) == 0 && at(bytes, 1) == 0;
        return little || big;
    }

    /**
     * The first character of a policy is ASCII, so a zero beside it tells UTF-16 without a mark.
     */
    private static Charset charset(byte[] bytes) {
        int first = at(bytes, 0);
        int second = at(bytes, 1);
        if ((first == 0xff && second == 0xfe) || (first > 0 && second == 0)) {
            return StandardCharsets.UTF_16LE;
        }
        if ((first == 0xfe && second == 0xff) || (first == 0 && second > 0)) {
            return StandardCharsets.UTF_16BE;
        }
        return StandardCharsets.UTF_8;
    }

    private static int markLength(byte[] bytes, Charset charset) {
        if (charset.equals(StandardCharsets.UTF_8)) {
            boolean mark = at(bytes, 0) == 0xef && at(bytes, 1) == 0xbb && at(bytes, 2) == 0xbf;
            return mark ? 3 : 0;
        }
        return at(bytes, 0) >= 0xfe ? 2 : 0;
    }

    /** The place after the last character; lines end as {@link JsonTokens} counts them. */
    private static Place end(CharBuffer text) {
        int line = 1;
        int column = 1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean beforeLineFeed =
                    c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
            column++;
            if (c == '\n' || (c == '\r' && !beforeLineFeed)) {
                line++;
                column = 1;
            }
        }
        return new Place(line, column);
    }
}
