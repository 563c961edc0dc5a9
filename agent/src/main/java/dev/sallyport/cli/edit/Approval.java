package dev.sallyport.cli.edit;

import java.util.Locale;

/**
 * Somebody's yes to a change of what a server may do. Whoever sits at a terminal is asked; where
 * there is none, a name must be given, and is recorded.
 *
 * <p>An assistant that runs a server and holds a shell must not approve its own server by accident,
 * nor without leaving a trace. It is no wall: a program can open a pseudo-terminal, or give a name.
 *
 * @param by the user at the terminal, or the name that was given
 * @param atTerminal whether a terminal was asked; else the name was given
 */
public record Approval(String by, boolean atTerminal) {
    private static final int LONGEST_NAME = 128;

    /**
     * Asks.
     *
     * @param question what would be done, without a question mark, fit for a terminal
     * @param named the name that was given; {@code null} for none
     * @param terminal {@code null} where nobody sits
     * @throws NotApprovedException with what to do about it
     */
    public static Approval ask(String question, String named, Terminal terminal)
            throws NotApprovedException {
        if (named != null) {
            return new Approval(checked(named), false);
        }
        if (terminal == null) {
            throw new NotApprovedException(
                    "Nothing was changed: there is no terminal to ask at. If a person wants this,"
                            + " they give their name: --approved-by NAME",
                    false);
        }
        String answer = terminal.answer(question + "? [y/N] ");
        String plain = answer == null ? "" : answer.strip().toLowerCase(Locale.ROOT);
        if (!plain.equals("y") && !plain.equals("yes")) {
            throw new NotApprovedException("Nothing was changed.", true);
        }
        return new Approval(System.getProperty("user.name", "unknown"), true);
    }

    private static String checked(String name) throws NotApprovedException {
        boolean printable = name.codePoints().allMatch(Approval::isPrintable);
        if (name.isBlank() || name.length() > LONGEST_NAME || !printable) {
            throw new NotApprovedException(
                    "Nothing was changed: --approved-by needs a name of 1 to "
                            + LONGEST_NAME
                            + " printable characters.",
                    false);
        }
        return name.strip();
    }

    private static boolean isPrintable(int character) {
        int type = Character.getType(character);
        return type != Character.CONTROL
                && type != Character.FORMAT
                && type != Character.SURROGATE
                && type != Character.UNASSIGNED
                && type != Character.PRIVATE_USE
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR;
    }
}
