package dev.sallyport.event;

import java.util.List;

/**
 * Who opened a connection: the first frame outside the JDK and outside libraries that connect for
 * others.
 *
 * @param what {@code class}, {@code lambda}, {@code proxy}, {@code hidden class} or {@code script}
 * @param type the class's name; {@code null} where no such frame was found
 * @param method its method
 * @param line in its source file, 0 where that is not known
 * @param library the jar that it comes from; {@code null} where it comes from none
 * @param via the library nearest to the connection that connected for it; {@code null} where it
 *     used the JDK alone
 * @param handedOver whether the frame is not on the stack of the thread that connected, but on that
 *     of the one which gave it the work
 * @param stack at most 40 frames, the innermost first, as {@code com.acme.Telemetry.send:42}
 */
public record Caller(
        String what,
        String type,
        String method,
        int line,
        Library library,
        Library via,
        boolean handedOver,
        List<String> stack) {

    /** Frames that a stack is cut after. */
    public static final int LONGEST_STACK = 40;

    /** What policies and people call a caller that is not known. */
    public static final String UNKNOWN = "unknown";

    /**
     * The same, where it gave the work to another thread.
     *
     * @param nearest what connected there; {@code null} for the JDK alone
     */
    public Caller handedOver(Library nearest) {
        Library between = nearest != null ? nearest : via;
        return new Caller(what, type, method, line, library, between, true, stack);
    }

    /** The coordinates, else the jar's name, else {@link #UNKNOWN}. */
    public String name() {
        return library == null ? UNKNOWN : name(library);
    }

    /** What connected for it in the same words, or {@code null}. */
    public String viaName() {
        return via == null ? null : name(via);
    }

    private static String name(Library library) {
        return library.coordinates() != null ? library.coordinates() : library.jar();
    }
}
