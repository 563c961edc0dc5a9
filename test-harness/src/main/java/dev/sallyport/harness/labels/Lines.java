package dev.sallyport.harness.labels;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * What the server writes, by lines. A pipe would break when the thread that wrote last has died.
 */
final class Lines extends OutputStream {
    private static final int PATIENCE_SECONDS = 40;

    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    @Override
    public synchronized void write(int b) {
        if (b == '\n') {
            lines.add(line.toString(StandardCharsets.UTF_8));
            line.reset();
        } else {
            line.write(b);
        }
    }

    /** The next line, which is waited for. */
    String next() throws IOException, InterruptedException {
        String next = lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (next == null) {
            throw new IOException("the server does not answer");
        }
        return next;
    }
}
