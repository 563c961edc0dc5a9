package dev.sallyport.harness.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sallyport.harness.Jdks.Jdk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code java -jar sallyport.jar}, typed by whoever lives in this home, without a terminal.
 *
 * @param home where the servers that it asks about have left their events
 */
record Tool(Jdk jdk, Path home) {
    private static final JsonMapper JSON = new JsonMapper();

    /** What a command came to. */
    record Told(int exit, String out, String err) {
        /** Itself, if its exit code is that. */
        Told exits(int code) {
            assertEquals(code, exit, this::toString);
            return this;
        }

        JsonNode json() {
            return JSON.readTree(out);
        }

        @Override
        public String toString() {
            return "exit " + exit + "\n" + out + "\n" + err;
        }
    }

    /** What the runs of a server came to is written down as its policy, and approved. */
    Told baseline(String server, Path policy) throws IOException, InterruptedException {
        return run(
                        "baseline",
                        server,
                        "--policy",
                        policy.toString(),
                        "--write",
                        "--approved-by",
                        "the test")
                .exits(0);
    }

    Told run(String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                jdk.java().toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-Duser.home=" + home,
                                "-jar",
                                System.getProperty("sallyport.jar")));
        command.addAll(List.of(arguments));
        Path out = Files.createTempFile(home, "tool-", ".out");
        Path err = Files.createTempFile(home, "tool-", ".err");
        Process process =
                new ProcessBuilder(command)
                        .directory(home.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start();
        process.getOutputStream().close();
        return new Told(process.waitFor(), Files.readString(out), Files.readString(err));
    }
}
