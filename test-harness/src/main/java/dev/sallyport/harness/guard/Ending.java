package dev.sallyport.harness.guard;

import java.io.IOException;

/** Makes one attempt and comes to an end: {@code exit|halt|wait|hook attempt}. */
public final class Ending {
    static final int STATUS = 7;

    private Ending() {}

    /**
     * {@code wait} waits for its stdin to end, or for worse; {@code hook} makes the same attempt
     * once more while the JVM shuts down.
     */
    public static void main(String[] arguments) throws IOException {
        Attempts.main(new String[] {arguments[1]});
        switch (arguments[0]) {
            case "exit" -> System.exit(STATUS);
            case "halt" -> Runtime.getRuntime().halt(STATUS);
            case "hook" ->
                    Runtime.getRuntime()
                            .addShutdownHook(
                                    new Thread(
                                            () -> Attempts.main(new String[] {arguments[1]}),
                                            "hook"));
            case "wait" -> System.in.transferTo(System.out);
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }
}
