package dev.sallyport.cli;

/** Text from events and policies as a terminal may show it. */
final class Shown {
    private Shown() {}

    /** The text with every control, format and surrogate character replaced by {@code ?}. */
    static String text(String raw) {
        StringBuilder shown = new StringBuilder();
        raw.codePoints()
                .forEach(
                        c -> {
                            int type = Character.getType(c);
                            boolean harmless =
                                    type != Character.CONTROL
                                            && type != Character.FORMAT
                                            && type != Character.SURROGATE
                                            && type != Character.LINE_SEPARATOR
                                            && type != Character.PARAGRAPH_SEPARATOR;
                            shown.appendCodePoint(harmless ? c : '?');
                        });
        return shown.toString();
    }
}
