package dev.sallyport.bench;

import java.io.DataOutputStream;
import java.io.IOException;

/**
 * What a forked JVM does: a turn for each byte on standard in, and on standard out what it took.
 */
final class OnDemand {
    private OnDemand() {}

    interface Work {
        Turn turn() throws IOException, InterruptedException;
    }

    static void serve(Work work) throws IOException, InterruptedException {
        DataOutputStream out = new DataOutputStream(System.out);
        while (System.in.read() >= 0) {
            work.turn().write(out);
            out.flush();
        }
    }
}
