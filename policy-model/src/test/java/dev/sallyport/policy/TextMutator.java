package dev.sallyport.policy;

import java.util.List;
import java.util.Random;

/** Makes damaged texts out of good ones: the same sequence for the same seed. */
final class TextMutator {
    private static final String[] PIECES = {
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "\\",
        "/",
        "//",
        "/*",
        "*/",
        "/**/",
        "// x\n",
        "*",
        "-",
        "+",
        ".",
        "e",
        "E5",
        "0",
        "00",
        "1",
        "-0",
        "1.5",
        "1e9",
        "-1.25E-7",
        "9999999999999999999",
        "true",
        "false",
        "null",
        "tru",
        "nullx",
        "NaN",
        "'a'",
        "\"\"",
        "\"a\":",
        "{}",
        "[]",
        "\n",
        "\r",
        "\r\n",
        "\t",
        " ",
        "\f",
        "\0",
        "\u0001",
        "\u001f",
        "\u007f",
        "\u0085",
        "\u00a0",
        "\u2028",
        "\ufeff",
        "\uff0e",
        "\\n",
        "\\u0041",
        "\\u00",
        "\\u12g4",
        "\\ud83d\\ude00",
        "\\ud800",
        "\\udc00",
        "\\\"",
        "\\/",
        "\\x",
        "\ud83d\ude00",
        "\ud800",
        "\udc00",
        "\u00fc",
        "\"version\": 1",
        "\"allow\": [",
        "\"id\": \"a\",",
        "\"ports\": [443]",
        "\"a.example:1\"",
        "\"host\": ",
        "\"cidr\": \"10.0.0.0/8\"",
        "\"unix\": \"/a\"",
        "\"tools\": [\"t\"]",
        "::1"
    };

    private final List<String> seeds;
    private final Random random;

    TextMutator(List<String> seeds, Random random) {
        this.seeds = seeds;
        this.random = random;
    }

    String next() {
        StringBuilder text = new StringBuilder(seed());
        for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
            change(text);
        }
        return text.toString();
    }

    /** A text as a Java literal could hold it, for the message of a failed test. */
    static String shown(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            out.append(c >= ' ' && c < 0x7f ? String.valueOf(c) : "\\u%04x".formatted((int) c));
        }
        return out.toString();
    }

    private String seed() {
        return seeds.get(random.nextInt(seeds.size()));
    }

    private void change(StringBuilder text) {
        int from = random.nextInt(text.length() + 1);
        int to = Math.min(text.length(), from + 1 + random.nextInt(1 + random.nextInt(20)));
        String piece = PIECES[random.nextInt(PIECES.length)];
        switch (random.nextInt(10)) {
            case 0, 1 -> text.delete(from, to);
            case 2 -> text.insert(from, text.substring(from, to));
            case 3 -> text.insert(random.nextInt(text.length() + 1), text.substring(from, to));
            case 4, 5 -> text.replace(from, to, piece);
            case 6 -> text.setLength(from);
            case 7 -> {
                String other = seed();
                int start = random.nextInt(other.length() + 1);
                text.replace(from, text.length(), other.substring(start));
            }
            case 8 -> {
                int times = 1 << random.nextInt(7);
                text.insert(from, piece.repeat(times));
            }
            default -> text.insert(from, piece);
        }
    }
}
