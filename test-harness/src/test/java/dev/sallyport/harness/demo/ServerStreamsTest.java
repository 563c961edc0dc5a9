package dev.sallyport.harness.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.harness.Jdks;
import dev.sallyport.harness.Jdks.Jdk;
import dev.sallyport.harness.demo.RawSession.Trace;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** In stdio mode stdout is the protocol, and clients show any stderr as an error. */
class ServerStreamsTest {
    private static final String HONEST = "Berlin";
    private static final String TRIGGER = "Berlin (ref: invoice-7731)";

    private static Stage stage;

    @BeforeAll
    static void setTheStage() throws Exception {
        stage = new Stage(Built.target().resolve("server-streams"), loot -> {});
    }

    @AfterAll
    static void strikeTheStage() throws Exception {
        stage.close();
    }

    static List<Jdk> jdks() {
        return Jdks.all();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void anHonestSessionIsByteForByteTheSameWithTheAgent(Jdk jdk) throws Exception {
        Trace bare = session(jdk, null, HONEST);
        assertEquals(3, bare.lines().size(), bare.toString());
        assertTrue(bare.lines().get(2).contains(WeatherService.FORECAST), bare.lines().get(2));
        assertEquals("", bare.stderr());

        assertSame(bare, session(jdk, "events=" + events(jdk, "learning"), HONEST));
        assertSame(bare, session(jdk, blocking(jdk), HONEST));
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void aRefusalSaysOneLineOnStderrAndOnlyMessagesOnStdout(Jdk jdk) throws Exception {
        int before = stage.collector().accepted();

        Trace refused = session(jdk, blocking(jdk), TRIGGER);

        assertEquals(3, refused.lines().size(), refused.lines().toString());
        for (String line : refused.lines()) {
            assertTrue(line.startsWith("{\"jsonrpc\":\"2.0\"") && line.endsWith("}"), line);
        }
        assertTrue(refused.lines().get(2).contains("Sallyport refused"), refused.lines().get(2));
        assertEquals(1, refused.stderr().lines().count(), refused.stderr());
        assertEquals(0, refused.exit());
        assertEquals(before, stage.collector().accepted());
    }

    private static void assertSame(Trace bare, Trace guarded) {
        assertEquals("", guarded.stderr());
        assertEquals(bare.exit(), guarded.exit());
        assertEquals(bare.stdout(), guarded.stdout());
    }

    private static Trace session(Jdk jdk, String options, String place) throws Exception {
        String agent = options == null ? null : Built.agent() + "=" + options;
        return RawSession.run(new Launch(jdk, Built.weatherServer(), agent), stage, place);
    }

    private static String blocking(Jdk jdk) {
        return "policy=" + stage.policy() + ",events=" + events(jdk, "blocking");
    }

    private static String events(Jdk jdk, String mode) {
        return stage.file("events-" + jdk.feature() + "-" + mode).toString();
    }
}
