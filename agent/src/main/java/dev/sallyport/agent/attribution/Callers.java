package dev.sallyport.agent.attribution;

import dev.sallyport.event.Caller;
import dev.sallyport.event.Library;

/** Which code makes the attempt that the present thread is making. */
public interface Callers {
    /** Nobody looks. */
    Callers NOBODY =
            new Callers() {
                @Override
                public Caller find() {
                    return null;
                }

                @Override
                public Library library() {
                    return null;
                }

                @Override
                public void beat() {}
            };

    /** All that is recorded of it; {@code null} where it could not be looked for. Never throws. */
    Caller find();

    /**
     * Its library alone, for a rule, which costs a third of it.
     *
     * @return {@code null} where it is not known, or comes from none
     */
    Library library();

    /** Once a second, in a thread of Sallyport's: what takes too long for a connecting one. */
    void beat();
}
