package dev.sallyport.harness.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.harness.Jdks;
import dev.sallyport.harness.Jdks.Jdk;
import dev.sallyport.harness.attribution.Session;
import dev.sallyport.harness.guard.GuardedJvm;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * A policy that {@code baseline} wrote from two short runs holds an honest server without ever
 * refusing it, however it is used afterwards. Nobody edits it.
 */
class LearnThenHoldTest {
    private static final String FIRST = "127.0.40.1";
    private static final String SECOND = "127.0.40.2";
    private static final String STATIC = "127.0.40.3";
    private static final String SERVER = "pages";
    private static final int TOOLS = 8;

    @TempDir Path home;
    @TempDir Path installed;

    private Jdk jdk;
    private HonestServer server;
    private Path jar;
    private Path policy;
    private Tool tool;

    /** A dozen seconds of CPU a start: each on one JDK, and each JDK with one. */
    static Stream<Arguments> servers() {
        List<Jdk> jdks = Jdks.all();
        return Stream.of(
                Arguments.of(HonestServer.SDK, jdks.get(0)),
                Arguments.of(HonestServer.SPRING_AI, jdks.get(jdks.size() - 1)),
                Arguments.of(HonestServer.QUARKUS, jdks.get(0)));
    }

    @ParameterizedTest
    @MethodSource("servers")
    void twoRunsAreEnoughToHoldAnHonestServer(HonestServer server, Jdk jdk) throws Exception {
        this.jdk = jdk;
        this.server = server;
        this.jar = server.install(installed);
        this.policy = home.resolve(SERVER + ".policy.json");
        this.tool = new Tool(jdk, home);
        try (Upstream pages = Upstream.at(FIRST, SECOND);
                Upstream resources = Upstream.at(STATIC)) {
            URI page = URI.create("http://pages.example:" + pages.port() + "/page");
            URI resource = URI.create("http://static.example:" + resources.port() + "/page");

            learn(page, resource, FIRST);
            learn(page, resource, SECOND);
            baselineIsWritten();
            String written = Files.readString(policy);

            theSameSessionAndUnseenOnes(page, resource, pages);
            assertEquals(Map.of(), denied());
            tool.run("review", "--json").exits(0);

            Path patched = server.patch(installed);
            aPatchedServerAtRotatedAddresses(page, resource);
            assertEquals(
                    Map.of("artifact-changed tampering with " + patched.getFileName(), 1L),
                    denied());
            assertFalse(written.contains(sha256(patched)), written);
            theUpdateIsToldAndAccepted();
            assertTrue(Files.readString(policy).contains(sha256(patched)), policy::toString);
            assertEquals(written.lines().count(), Files.readString(policy).lines().count());
        }
    }

    private void learn(URI page, URI resource, String address) throws Exception {
        GuardedJvm jvm = launch(resource, hosts(address)).option("server", SERVER);
        try (Session session = session(jvm)) {
            wholeToolSet(session, page);
            session.end();
        }
    }

    private void baselineIsWritten() throws Exception {
        tool.baseline(SERVER, policy);
        tool.run("check", policy.toString()).exits(0);
    }

    private void theSameSessionAndUnseenOnes(URI page, URI resource, Upstream pages)
            throws Exception {
        try (Session session = session(holding(resource, hosts(FIRST)))) {
            List<String> tools = wholeToolSet(session, page);
            List<Mono<String>> together = new ArrayList<>();
            for (String name : tools) {
                together.add(session.call(name, page.resolve("/other?of=" + name)));
            }
            assertEquals(
                    TOOLS,
                    Flux.merge(together)
                            .filter(said -> said.contains(Upstream.PAGE))
                            .count()
                            .block());
            for (String name : tools) {
                notRefused(answer(session.call(name, page.resolve("/broken"))));
                notRefused(answer(session.call(name, page.resolve("/flaky"))));
            }
            pages.close();
            for (String name : tools) {
                notRefused(answer(session.call(name, page)));
            }
            session.end();
        }
    }

    private void aPatchedServerAtRotatedAddresses(URI page, URI resource) throws Exception {
        try (Upstream moved = Upstream.on(page.getPort(), SECOND);
                Session session = session(holding(resource, hosts(SECOND, FIRST)))) {
            assertEquals(page.getPort(), moved.port());
            wholeToolSet(session, page.resolve("/patched"));
            session.end();
        }
    }

    /** By all runs so far. */
    private Map<String, Long> denied() throws Exception {
        return GuardedJvm.on(jdk, home).home(home).events().denied();
    }

    /** A new jar is worth a word and an answer; it refuses nothing. */
    private void theUpdateIsToldAndAccepted() throws Exception {
        JsonNode review = tool.run("review", "--json").exits(1).json();
        JsonNode findings = review.at("/servers/0/findings");
        assertEquals(1, findings.size(), findings::toString);
        assertEquals("artifact-changed", findings.get(0).path("reason").asString());
        assertEquals(0, review.at("/servers/0/sums/blocked").asInt());
        tool.run("accept-update", SERVER, "--approved-by", "the test").exits(0);
        tool.run("review", "--json").exits(0);
    }

    private static String sha256(Path file) throws Exception {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
        return HexFormat.of().formatHex(hash);
    }

    private List<String> wholeToolSet(Session session, URI page) {
        List<String> tools = session.tools();
        assertEquals(TOOLS, tools.size(), tools::toString);
        for (String name : tools) {
            isPage(session.call(name, page));
        }
        isPage(session.prompt(page));
        isPage(session.resource());
        return tools;
    }

    private static void isPage(Mono<String> answer) {
        String said = answer.block();
        assertTrue(said.contains(Upstream.PAGE), said);
    }

    /** What the server said, be it that it failed. */
    private static String answer(Mono<String> answer) {
        return answer.onErrorResume(failure -> Mono.just(failure.toString())).block();
    }

    private static void notRefused(String said) {
        assertFalse(said.contains("Sallyport"), said);
    }

    private GuardedJvm holding(URI resource, String hosts) throws Exception {
        return launch(resource, hosts).option("policy", policy.toString());
    }

    private GuardedJvm launch(URI resource, String hosts) throws Exception {
        Path file = Files.writeString(home.resolve("hosts"), hosts);
        return GuardedJvm.on(jdk, home)
                .home(home)
                .jvm("-Djdk.net.hosts.file=" + file)
                .jvm(server.jvmOptions(resource).toArray(String[]::new));
    }

    private Session session(GuardedJvm jvm) {
        String[] arguments = server.arguments().toArray(String[]::new);
        return Session.overStdio(jvm, jvm.builderOfJar(jar, arguments));
    }

    private static String hosts(String... addresses) {
        StringBuilder lines = new StringBuilder(STATIC + " static.example\n");
        for (String address : addresses) {
            lines.append(address).append(" pages.example\n");
        }
        return lines.toString();
    }
}
