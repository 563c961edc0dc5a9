package dev.sallyport.agent;

import dev.sallyport.agent.record.Home;
import dev.sallyport.agent.record.OwnFiles;
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

    /**
     * Tells, leaves the note and ends the JVM without running anything of the application's.
     *
     * @param files what lets the note be written once a guard stands; {@code null} before
     */
    static void stop(String message, OwnFiles files) {
        Stderr.line("Sallyport stopped this server: " + message);
        leaveNote(message, files);
        Runtime.getRuntime().halt(EXIT_CODE);
    }

    /** The same where the operator has chosen {@code on-failure=open}. */
    static void goOnUnguarded(String message, OwnFiles files) {
        Stderr.line("Sallyport does NOT guard this server (on-failure=open): " + message);
        leaveNote(message, files);
    }

    private static void leaveNote(String message, OwnFiles files) {
        File file = Home.lastFailure();
        if (file == null) {
            return;
        }
        Note note = new Note(file, message);
        try {
            if (files == null) {
                note.run();
            } else {
                files.write(note);
            }
        } catch (IOException | LinkageError readOnlyOrBroken) {
            // A home that cannot be written, or hooks that another agent has broken. The line on
            // stderr has said it; there is nowhere else to say it.
        }
    }

    private static final class Note implements OwnFiles.Work {
        private final File file;
        private final String line;

        Note(File file, String message) {
            this.file = file;
            this.line = FailureNote.line(System.currentTimeMillis(), message);
        }

        @Override
        public void run() throws IOException {
            Home.makePrivateFolder(file.getParentFile());
            try (FileOutputStream out = new FileOutputStream(file)) {
                Home.makePrivate(file);
                out.write(line.getBytes(StandardCharsets.US_ASCII));
            }
        }
    }
}
