package dev.sallyport.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * No path that a rule is met by leads anywhere else, however the server at its end reads paths. The
 * texts are made of the pieces that servers disagree about.
 */
class RequestPathTest {
    private static final long SEED = Long.getLong("sallyport.seed", 20261121);
    private static final int CASES = 200_000;
    private static final String[] PIECES = {
        "/", "/", "/", "p", "p", "a", ".", "..", "...", "%2e", "%2E", "%2f", "%5c", "\\", ";",
        ";x=1", "%3b", "%25", "%32", "%65", "25", "2e", "2f", "%70", "%50", "P", "%", "?", "#",
        "//", "%00", "%0d", "%c0%ae", "%c0", "%c1%9c", "%u002e", " ", "\u00e9", "%C3%A9", "*", ":",
        "\uff0f", "~", "%7e", "%7F", "&", "="
    };

    private final Random random = new Random(SEED);

    private String text() {
        StringBuilder text = new StringBuilder(random.nextInt(8) > 0 ? "/" : "");
        if (random.nextBoolean()) {
            text.append("p/");
        }
        for (int length = random.nextInt(9); length > 0; length--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }

    @Test
    void theSpellingThatCountsIsItsOwnSpelling() {
        int readable = 0;
        for (int i = 0; i < CASES; i++) {
            String text = text();
            String normal = RequestPath.normal(text);
            if (normal != null) {
                readable++;
                assertEquals(normal, RequestPath.normal(normal), text);
                assertTrue(normal.startsWith("/"), text);
                assertFalse(AbsolutePath.hasDots(normal), text);
            }
        }
        assertTrue(readable > CASES / 20, "only " + readable);
    }

    /** What a path prefix opens lies below it for every server. */
    @Test
    void aPathThatMeetsAPrefixStaysBelowItHoweverAServerReadsIt() {
        RequestPattern below = RequestPattern.parse("/p/**");
        int met = 0;
        for (int i = 0; i < CASES; i++) {
            String text = text();
            if (below.matches(text)) {
                met++;
                for (Reading reading : Reading.values()) {
                    String path = reading.of(text);
                    boolean within = path.equals("/p") || path.startsWith("/p/");
                    String failure = "seed " + SEED + ": " + text + " as " + reading + " " + path;
                    assertTrue(within, failure);
                }
            }
        }
        assertTrue(met > CASES / 50, "only " + met);
    }

    /** Servers, proxies and frameworks, each as lax as some of its kind has been. */
    private enum Reading {
        DECODES_FIRST,
        DECODES_LAST,
        DECODES_TWICE,
        DECODES_THRICE,
        MERGES_SLASHES,
        DROPS_PARAMETERS,
        DROPS_DECODED_PARAMETERS,
        TAKES_BACKSLASHES,
        STOPS_AT_NUL;

        String of(String target) {
            String path = target.split("[?#]", 2)[0];
            String decoded = decoded(path);
            return switch (this) {
                case DECODES_FIRST -> resolved(decoded, false);
                case DECODES_LAST -> resolved(decoded(resolved(path, false)), true);
                case DECODES_TWICE -> resolved(decoded(decoded), false);
                case DECODES_THRICE -> resolved(decoded(decoded(decoded)), true);
                case MERGES_SLASHES -> resolved(decoded, true);
                case DROPS_PARAMETERS -> resolved(decoded(withoutParameters(path)), true);
                case DROPS_DECODED_PARAMETERS -> resolved(withoutParameters(decoded), true);
                case TAKES_BACKSLASHES -> resolved(decoded.replace('\\', '/'), true);
                case STOPS_AT_NUL -> resolved(decoded.split("\0", 2)[0], false);
            };
        }

        /** Bytes as characters, and an overlong dot or slash for what it was made for. */
        private static String decoded(String text) {
            StringBuilder out = new StringBuilder();
            for (int i = 0; i < text.length(); i++) {
                String rest = text.substring(i).toLowerCase(Locale.ROOT);
                if (rest.startsWith("%c0%ae") || rest.startsWith("%c1%9c")) {
                    out.append(rest.startsWith("%c0") ? '.' : '\\');
                    i += 5;
                } else if (rest.matches("(?s)%[0-9a-f]{2}.*")) {
                    out.append((char) Integer.parseInt(rest.substring(1, 3), 16));
                    i += 2;
                } else {
                    out.append(text.charAt(i));
                }
            }
            return out.toString();
        }

        private static String withoutParameters(String text) {
            return text.replaceAll(";[^/]*", "");
        }

        private static String resolved(String text, boolean merges) {
            List<String> segments = new ArrayList<>();
            for (String segment : text.substring(Math.min(1, text.length())).split("/", -1)) {
                if (segment.equals("..")) {
                    if (!segments.isEmpty()) {
                        segments.remove(segments.size() - 1);
                    }
                } else if (!segment.equals(".") && !(merges && segment.isEmpty())) {
                    segments.add(segment);
                }
            }
            return "/" + String.join("/", segments);
        }
    }

    /** The relation is sound where it says yes; that it says yes at all is in {@code itself}. */
    @Test
    void aPatternThatContainsAnotherMeetsWhateverThatMeets() {
        String[] parts = {"/a", "/b", "/*", "/**", "/"};
        int contained = 0;
        for (int i = 0; i < CASES / 4; i++) {
            RequestPattern wide = pattern(parts);
            RequestPattern narrow = pattern(parts);
            assertTrue(wide.contains(wide), wide::toString);
            if (wide.contains(narrow)) {
                contained++;
                StringBuilder path = new StringBuilder();
                for (int length = random.nextInt(5); length > 0; length--) {
                    path.append(random.nextBoolean() ? "/a" : random.nextBoolean() ? "/b" : "/");
                }
                if (narrow.matches(path.toString())) {
                    assertTrue(wide.matches(path.toString()), wide + " " + narrow + " " + path);
                }
            }
        }
        assertTrue(contained > 1_000, "only " + contained);
    }

    private RequestPattern pattern(String[] parts) {
        while (true) {
            StringBuilder text = new StringBuilder();
            for (int length = 1 + random.nextInt(4); length > 0; length--) {
                text.append(parts[random.nextInt(parts.length)]);
            }
            if (text.indexOf("//") < 0) {
                return RequestPattern.parse(text.toString());
            }
        }
    }

    @Test
    void manyWildcardsAndALongPathTakeNoTime() {
        RequestPattern pattern = RequestPattern.parse("/**/a".repeat(50) + "/b");
        long start = System.nanoTime();
        assertFalse(pattern.matches("/a".repeat(20_000)));
        assertTrue(System.nanoTime() - start < 5_000_000_000L);
    }
}
