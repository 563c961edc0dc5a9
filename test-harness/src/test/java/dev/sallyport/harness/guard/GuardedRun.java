package dev.sallyport.harness.guard;

import java.nio.file.Path;
import java.util.List;

/**
 * What a JVM has left behind.
 *
 * @param exit its exit code
 * @param stdout all of it
 * @param stderr its lines
 * @param home where {@code user.home} pointed
 * @param events what was recorded below it
 */
public record GuardedRun(int exit, String stdout, List<String> stderr, Path home, Events events) {
    /** The program's answers; a line of anybody else's on stdout fails. */
    List<Answer> answers() {
        return stdout.lines().map(Answer::of).toList();
    }

    Path lastFailure() {
        return home.resolve(".sallyport").resolve("last-failure.json");
    }

    @Override
    public String toString() {
        return "exit " + exit + "\nstdout: " + stdout + "\nstderr: " + stderr;
    }
}
