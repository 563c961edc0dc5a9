package dev.sallyport.agent;

import dev.sallyport.agent.record.Home;
import dev.sallyport.agent.record.Stderr;
import dev.sallyport.event.FailureNote;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The end of a start that went wrong: one line on stderr, a file that {@code review} tells of
 * (clients show only "failed"), and exit code 78 (EX_CONFIG of sysexits.h).
 */
final class Failure {
    static final int EXIT_CODE = 78;

    private Failure() {}

    /** Tells, leaves the note and ends the JVM without running anything of the application's. */
    static void stop(String message) {
        Stderr.line("Sallyport stopped this server: " + message);
        leaveNote(message);
        Runtime.getRuntime().halt(EXIT_CODE);
    }

    /** The same where the operator has chosen {@code on-failure=open}. */
    static void goOnUnguarded(String message) {
        Stderr.line("Sallyport does NOT guard this server (on-failure=open): " + message);
        leaveNote(message);
    }

    private static void leaveNote(String message) {
        File file = Home.lastFailure();
        if (file == null) {
            return;
        }
        String note = FailureNote.line(System.currentTimeMillis(), message);
        try {
            Home.makePrivateFolder(file.getParentFile());
            try (FileOutputStream out = new FileOutputStream(file)) {
                Home.makePrivate(file);
                out.write(note.getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException | LinkageError readOnlyOrBroken) {
            // A home that cannot be written, or hooks that another agent has broken. The line on
            // stderr has said it; there is nowhere else to say it.
        }
    }
}
