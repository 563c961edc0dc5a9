package dev.sallyport.cli;

import dev.sallyport.cli.edit.Terminal;
import dev.sallyport.cli.text.Screen;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;

/** The screen that this process writes to. */
final class Display {
    private static final int USUAL_HEIGHT = 40;
    private static final int NARROWEST = 40;

    private Display() {}

    /**
     * As wide as {@code COLUMNS} says, else as the terminal is; endless where there is none.
     * Colours go by the usual variables ({@code NO_COLOR}, {@code CLICOLOR_FORCE} …).
     */
    static Screen screen(CommandSpec spec) {
        boolean colours = Ansi.AUTO.enabled();
        int columns = number(System.getenv("COLUMNS"));
        if (Terminal.ofThisProcess() == null) {
            int width = columns > 0 ? Math.max(NARROWEST, columns) : Integer.MAX_VALUE;
            return new Screen(width, Integer.MAX_VALUE, colours);
        }
        int lines = number(System.getenv("LINES"));
        // Picocli asks the terminal by stty, or mode on Windows.
        int width = columns > 0 ? columns : spec.usageMessage().autoWidth(true).width();
        return new Screen(Math.max(NARROWEST, width), lines > 0 ? lines : USUAL_HEIGHT, colours);
    }

    private static int number(String text) {
        try {
            return text == null ? 0 : Integer.parseInt(text.strip());
        } catch (NumberFormatException none) {
            return 0; // as good as not set
        }
    }
}
