package dev.sallyport.agent.record;

import java.io.IOException;

/** Lets Sallyport open its own files, which the guard keeps from everybody else. */
public interface OwnFiles {
    /** Does the work. One thread at a time. */
    void write(Work work) throws IOException;

    /** Work on Sallyport's own files. */
    interface Work {
        void run() throws IOException;
    }
}
