package dev.sallyport.agent.guard;

/** Text of unknown origin, fit for one line of a message. */
final class Printable {
    private static final int LONGEST = 253;

    private Printable() {}

    /**
     * Printable ASCII, everything else as {@code ?}; cut at the length of the longest host name.
     */
    static String text(String raw) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < raw.length() && i < LONGEST; i++) {
            char c = raw.charAt(i);
            text.append(c > ' ' && c < 0x7f ? c : c == ' ' ? '_' : '?');
        }
        return text.toString();
    }
}
