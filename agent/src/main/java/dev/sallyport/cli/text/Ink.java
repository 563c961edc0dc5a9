package dev.sallyport.cli.text;

/** Colours, where the terminal shows them; the text itself says everything without. */
public enum Ink {
    PLAIN(""),
    BOLD("1"),
    FAINT("2"),
    RED("1;31"),
    YELLOW("33"),
    GREEN("32");

    private final String code;

    Ink(String code) {
        this.code = code;
    }

    /** The text in this colour, or as it is where there are none. */
    public String on(String text, boolean colours) {
        return !colours || this == PLAIN ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
    }
}
