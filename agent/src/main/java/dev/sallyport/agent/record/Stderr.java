package dev.sallyport.agent.record;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The process's stderr itself. {@code System.err} may have been replaced by the application, whose
 * code must not run inside ours.
 */
public final class Stderr {
    private Stderr() {}

    /** One line, in one write, so that lines of several threads don't mix. */
    public static void line(String text) {
        StringBuilder line = new StringBuilder(text.length() + 1);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            line.append(Character.isISOControl(c) ? ' ' : c);
        }
        byte[] bytes = line.append('\n').toString().getBytes(StandardCharsets.UTF_8);
        try {
            // Never closed: that would close the process's descriptor 2.
            @SuppressWarnings("resource")
            FileOutputStream stderr = new FileOutputStream(FileDescriptor.err);
            stderr.write(bytes);
        } catch (IOException closed) {
            // Nobody listens on stderr; what was to be said is in the events as well.
        }
    }
}
