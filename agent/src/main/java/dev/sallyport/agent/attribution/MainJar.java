package dev.sallyport.agent.attribution;

import dev.sallyport.event.Library;

/** The server itself. To know it a jar is read: not for the start, nor for a connecting thread. */
public final class MainJar {
    private final MainProgram program;
    private final StackCallers callers;

    /**
     * @param callers knows the jars that were read already
     */
    public MainJar(MainProgram program, StackCallers callers) {
        this.program = program;
        this.callers = callers;
    }

    /** What it is, with its hash; {@code null} where the launch does not say. */
    public Library library() {
        return callers.main(program);
    }
}
