package dev.sallyport.cli;

/** The command-line tool. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {}
}
