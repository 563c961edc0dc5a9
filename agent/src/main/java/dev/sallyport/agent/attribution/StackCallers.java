package dev.sallyport.agent.attribution;

import dev.sallyport.event.Caller;
import dev.sallyport.event.Library;
import java.io.File;

/**
 * Finds callers on the stack. What a walk needs is loaded at the first one.
 *
 * <p>A jar is read at the first attempt of its code. One of more than 2 MiB is not hashed then, but
 * by {@link #beat}; the events of the second until then have no hash.
 */
public final class StackCallers implements Callers {
    private final Libraries libraries = new Libraries();

    /**
     * The server itself, with its hash. Reads all of its jar: not for the start nor a connecting
     * thread.
     *
     * @return {@code null} where the launch does not say what it is
     */
    public Library main(MainProgram program) {
        File file = program.file();
        return file == null ? null : libraries.whole(file);
    }

    @Override
    public Caller find() {
        try {
            return CallStack.ofThisThread(libraries).caller();
        } catch (RuntimeException | Error failed) {
            // A stack that is nearly full, no memory: the attempt has to be recorded all the same.
            return null;
        }
    }

    /**
     * {@inheritDoc}
     *
     * <p>An error, as of a full stack, goes on to who connects: taken for "unknown" it would get
     * round a deny rule.
     */
    @Override
    public Library library() {
        return CallStack.ofThisThread(libraries).library();
    }

    @Override
    public void beat() {
        libraries.hash();
    }
}
