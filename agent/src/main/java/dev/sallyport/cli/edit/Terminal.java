package dev.sallyport.cli.edit;

import java.io.Console;
import java.lang.reflect.InvocationTargetException;

/** Where a person sits, as far as a program can tell. */
public interface Terminal {
    /** What is answered, {@code null} at the end of input. */
    String answer(String prompt);

    /** The one that this process was started at; {@code null} where it was started at none. */
    @SuppressWarnings("SystemConsoleNull") // null before JDK 22
    static Terminal ofThisProcess() {
        Console console = System.console();
        return console == null || !isTerminal(console)
                ? null
                : prompt -> console.readLine("%s", prompt);
    }

    /** From JDK 22 on there is a console without a terminal, and a method that says so. */
    private static boolean isTerminal(Console console) {
        try {
            return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException before22) {
            return true;
        } catch (IllegalAccessException | InvocationTargetException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
