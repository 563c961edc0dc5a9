package dev.sallyport.harness.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.harness.Jdks.Jdk;
import dev.sallyport.harness.guard.GuardedJvm;
import dev.sallyport.harness.guard.GuardedRun;
import dev.sallyport.harness.guard.Policies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code log=server} on programs of which nobody knows whether stdout is their protocol. */
@ParameterizedClass
@MethodSource("dev.sallyport.harness.Jdks#all")
class ServerLogTest {
    private static final Path JARS = Path.of(System.getProperty("harness.target"), "logs");

    private static final String SIMPLE = "slf4j-api,slf4j-simple";
    private static final String OLD_SIMPLE = "old/slf4j-api,old/slf4j-simple";
    private static final String JUL = "slf4j-api,slf4j-jdk14";
    private static final String LOGBACK = "slf4j-api,logback-classic,logback-core";
    private static final String LOG4J = "slf4j-api,log4j-slf4j2-impl,log4j-api,log4j-core";

    private static final String LOGBACK_FILE =
            """
            <configuration>
              <appender name="a" class="ch.qos.logback.core.ConsoleAppender">
                <target>System.%s</target>
                <encoder><pattern>LB %%level %%logger %%msg %%kvp%%n</pattern></encoder>
              </appender>
              <root level="info"><appender-ref ref="a"/></root>
            </configuration>
            """;

    /** Appenders by their XML; the root logger's is the last. */
    private static final String LOGBACK_APPENDERS =
            """
            <configuration>
              %s
              <root level="info"><appender-ref ref="a"/></root>
            </configuration>
            """;

    private static final String ENCODER =
            "<encoder><pattern>LB %level %logger %msg %kvp%n</pattern></encoder>";

    private static final String LOG4J_FILE =
            """
            <Configuration>
              <Appenders>
                <Console name="a" target="SYSTEM_%s"><PatternLayout pattern="L4 %%p %%c %%m%%n"/></Console>
              </Appenders>
              <Loggers><Root level="info"><AppenderRef ref="a"/></Root></Loggers>
            </Configuration>
            """;

    @Parameter Jdk jdk;
    @TempDir Path folder;

    private final List<String> backends = new ArrayList<>();

    /** Returns the port that it is refused. */
    private int backend(String jars, String... properties) {
        int port = 40_000 + backends.size();
        String paths =
                Arrays.stream(jars.split(",", -1))
                        .map(jar -> JARS.resolve(jar + ".jar").toString())
                        .collect(Collectors.joining(","));
        backends.add(port + ";" + paths + ";" + String.join(";", properties));
        return port;
    }

    @Test
    void aLogThatProvablyLeavesStdoutAloneHasTheViolationAndEveryOtherLeavesItToStderr()
            throws Exception {
        GuardedJvm jvm = jvm();
        String level = "org.slf4j.simpleLogger.logFile=";
        int simple = backend(SIMPLE, level + "System.err");
        int simpleOut = backend(SIMPLE, level + "System.out");
        int old = backend(OLD_SIMPLE, level + "System.err");
        int jul = backend(JUL, "none=");
        int logback = backend(LOGBACK, logback("err"));
        int logbackOut = backend(LOGBACK, logback("out"));
        int log4j = backend(LOG4J, log4j("ERR"));
        int log4jOut = backend(LOG4J, log4j("OUT"));

        GuardedRun run = jvm.run(Backends.class, backends);

        assertEquals(0, run.exit(), run::toString);
        assertLogged(run, "[sallyport-log] WARN dev.sallyport - sallyport.violation=v", simple);
        assertLogged(run, "[sallyport-log] WARN dev.sallyport - Sallyport refused guarded", old);
        assertTrue(told(run, old).contains("[violation=v"), run::toString);
        assertTrue(told(run, old).contains("reason=not-listed"), run::toString);
        assertLogged(run, "WARNING: sallyport.violation=v", jul);
        assertLogged(run, "LB WARN dev.sallyport Sallyport refused guarded", logback);
        assertTrue(told(run, logback).contains("sallyport.reason=\"not-listed\""), run::toString);
        assertLogged(run, "L4 WARN dev.sallyport", log4j);
        for (int port : List.of(simpleOut, logbackOut, log4jOut)) {
            assertLogged(run, "Sallyport refused guarded -> ", port);
        }
        List<String> excuses =
                run.stderr().stream().filter(line -> line.contains("log=server")).toList();
        assertEquals(1, excuses.size(), run::toString);
        assertTrue(excuses.get(0).contains("slf4j-simple writes to System.out"), excuses::toString);
        assertFalse(run.stdout().contains("allyport"), run::toString);
        assertEquals(
                backends.size(),
                run.stdout().lines().filter(line -> line.endsWith(" refused")).count(),
                run::toString);
    }

    @Test
    void linesGoBehindAnotherThreadAndToFilesAndNotToAppendersThatNobodyKnows() throws Exception {
        GuardedJvm jvm = jvm();
        String own = OwnAppender.jar(folder, JARS) + "," + LOGBACK;
        int prints = backend(own, appenders(own("a", 0)));
        int connects = backend(own, appenders(own("b", 39_999), async("b")));
        int err = backend(LOGBACK, appenders(console("b", "err"), async("b")));
        int out = backend(LOGBACK, appenders(console("b", "out"), async("b")));
        int file = backend(LOGBACK, appenders(file("a", "FileAppender", "log.txt")));
        int behind = backend(LOGBACK, appenders(file("b", "FileAppender", "log.txt"), async("b")));
        int rolling = backend(LOGBACK, appenders(rolling("a", "log.txt")));
        // What the launch has made of its stdout.
        int stdout = backend(LOGBACK, appenders(file("a", "FileAppender", "stdout")));

        GuardedRun run = jvm.run(Backends.class, backends);

        assertEquals(0, run.exit(), run::toString);
        assertLogged(run, "LB WARN dev.sallyport Sallyport refused guarded", err);
        for (int port : List.of(prints, connects, 39_999, out, stdout)) {
            assertLogged(run, "Sallyport refused guarded -> ", port);
        }
        List<String> log = Files.readAllLines(jvm.folder().resolve("log.txt"));
        for (int port : List.of(file, behind, rolling)) {
            String told = "127.0.0.77:" + port + " (not-listed)";
            List<String> lines = log.stream().filter(line -> line.contains(told)).toList();
            assertEquals(1, lines.size(), log::toString);
            assertTrue(lines.get(0).startsWith("LB WARN dev.sallyport Sallyport refused"), told);
            assertTrue(lines.get(0).contains("sallyport.reason=\"not-listed\""), told);
            assertFalse(run.stderr().toString().contains(told), run::toString);
        }
        List<String> excuses =
                run.stderr().stream().filter(line -> line.contains("log=server")).toList();
        assertEquals(1, excuses.size(), run::toString);
        assertTrue(
                excuses.get(0).contains("the appender a (com.acme.OwnAppender) may write to"),
                excuses::toString);
        assertFalse(run.stdout().contains("allyport"), run::toString);
        // Of its server's own line, and of nothing else.
        for (int port : List.of(prints, connects)) {
            assertTrue(run.stdout().contains("own hello " + port), run::toString);
        }
        for (int i = 0; i < backends.size(); i++) {
            assertTrue(run.stdout().contains((40_000 + i) + " refused"), run::toString);
        }
    }

    @Test
    void aLogThatThrowsConnectsWaitsOrHangsChangesNoVerdictAndLosesNoLine() throws Exception {
        GuardedJvm jvm = jvm();
        for (String jar : JUL.split(",", -1)) {
            jvm.classPath(JARS.resolve(jar + ".jar"));
        }

        GuardedRun run =
                jvm.run(
                        BadLog.class,
                        List.of(
                                "throws",
                                "41001",
                                "dies",
                                "41002",
                                "connects",
                                "41003",
                                "waits",
                                "41005",
                                "hangs",
                                "41006",
                                "hangs",
                                "41007"));

        assertEquals(0, run.exit(), run::toString);
        for (int port : List.of(41001, 41002, 41004, 41006, 41007)) {
            assertLogged(run, "Sallyport refused guarded -> ", port);
        }
        for (int port : List.of(41003, 41005)) {
            assertLogged(run, "WARNING: sallyport.violation=v", port);
        }
        for (int port = 41001; port <= 41007; port++) {
            assertTrue(run.stdout().contains(port + " refused"), run::toString);
            assertTrue(
                    run.events().denied().containsKey("not-listed 127.0.0.77:" + port),
                    run::toString);
        }
        assertTrue(
                run.stderr().stream()
                        .anyMatch(
                                line ->
                                        line.contains("in spite of log=server")
                                                && line.contains("IllegalStateException")),
                run::toString);
    }

    private GuardedJvm jvm() throws IOException {
        return GuardedJvm.on(jdk, folder)
                .policy(Policies.allowing("{\"host\": \"a.example\", \"ports\": [443]}"))
                .option("log", "server");
    }

    private String logback(String target) throws IOException {
        return "logback.configurationFile="
                + written("logback.xml", LOGBACK_FILE.formatted(target));
    }

    private String appenders(String... xml) throws IOException {
        String text = LOGBACK_APPENDERS.formatted(String.join("\n", xml));
        return "logback.configurationFile=" + written("logback.xml", text);
    }

    private static String appender(String name, String type, String inside) {
        return "<appender name=\"%s\" class=\"%s\">%s</appender>".formatted(name, type, inside);
    }

    private static String console(String name, String target) {
        String inside = "<target>System." + target + "</target>" + ENCODER;
        return appender(name, "ch.qos.logback.core.ConsoleAppender", inside);
    }

    private static String file(String name, String type, String file) {
        return appender(name, "ch.qos.logback.core." + type, "<file>" + file + "</file>" + ENCODER);
    }

    private static String rolling(String name, String file) {
        String policy =
                """
                <rollingPolicy class="ch.qos.logback.core.rolling.TimeBasedRollingPolicy">
                  <fileNamePattern>old.%d.txt</fileNamePattern>
                </rollingPolicy>
                """;
        return file(name, "rolling.RollingFileAppender", file)
                .replace("</appender>", policy + "</appender>");
    }

    private static String own(String name, int port) {
        return appender(name, "com.acme.OwnAppender", "<port>" + port + "</port>");
    }

    /** With as little room as there can be. */
    private static String async(String behind) {
        return appender(
                "a",
                "ch.qos.logback.classic.AsyncAppender",
                "<queueSize>1</queueSize><appender-ref ref=\"" + behind + "\"/>");
    }

    private String log4j(String target) throws IOException {
        return "log4j2.configurationFile=" + written("log4j2.xml", LOG4J_FILE.formatted(target));
    }

    private Path written(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(backends.size() + name), text);
    }

    private static void assertLogged(GuardedRun run, String beginning, int port) {
        assertTrue(told(run, port).startsWith(beginning), run::toString);
    }

    private static String told(GuardedRun run, int port) {
        List<String> lines =
                run.stderr().stream()
                        .filter(line -> line.contains("127.0.0.77:" + port + " (not-listed)"))
                        .toList();
        assertEquals(1, lines.size(), () -> port + ": " + run);
        return lines.get(0);
    }
}
