package dev.sallyport.harness.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.harness.Jdks.Jdk;
import dev.sallyport.harness.attribution.Session;
import dev.sallyport.harness.guard.Events;
import dev.sallyport.harness.guard.GuardedJvm;
import dev.sallyport.harness.servers.Server;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Servers whose libraries resolve names themselves, among public addresses, where a search domain
 * completes short names: rules for the hosts that were meant are all that they need, by hand or as
 * a learning run proposes them.
 */
@ParameterizedClass
@MethodSource("dev.sallyport.harness.Jdks#all")
class PublicNamesTest {
    private static final String SERVER = "pages";
    private static final String HOST = "203.0.113.10";
    private static final String EVIL = "198.51.100.66";
    private static final String SEARCH = "corp.example";
    private static final URI PAGE = URI.create("http://api.public.example:8080/page");
    private static final URI RESOURCE = URI.create("http://static.public.example:8080/page");

    /** A name of one label, which a search domain completes. */
    private static final URI SHORT = URI.create("http://short:8080/page");

    private static final URI TUNNEL = URI.create("http://secret.evil.example:8080/page");

    private static final Map<String, String> ZONE =
            Map.of(
                    PAGE.getHost(),
                    HOST,
                    RESOURCE.getHost(),
                    HOST,
                    SHORT.getHost() + "." + SEARCH,
                    HOST,
                    "*.evil.example",
                    EVIL);

    /** As policies are written. */
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonReadFeature.ALLOW_JAVA_COMMENTS).build();

    private static final String RULES =
            """
            {"version": 1, "server": "pages", "allow": [
              {"host": "api.public.example", "ports": [8080]},
              {"host": "static.public.example", "ports": [8080]},
              {"host": "short", "ports": [8080]}
            ]}
            """;

    @TempDir static Path files;
    private static PublicNetwork network;

    @Parameter Jdk jdk;
    @TempDir Path home;

    @BeforeAll
    static void openTheNetwork() throws Exception {
        network = PublicNetwork.named(files, SEARCH, ZONE, HOST, EVIL);
    }

    @AfterAll
    static void closeTheNetwork() throws Exception {
        if (network != null) {
            network.close();
        }
    }

    /** Vert.x' resolver, where Quarkus is told to take it. */
    @Test
    void aQuarkusServerNeedsNothingButHostRules() throws Exception {
        Path jar = Server.built("quarkus-stdio/target/quarkus-app/quarkus-run.jar");
        new Pages(jar, List.of("rest_client", "vertx")).areHeldTo(byHand());
    }

    /** Reactor Netty's resolver. */
    @Test
    void aSpringServerOfWebFluxNeedsNothingButWhatItsLearningRunProposes() throws Exception {
        Path jar = Server.built("spring-ai-stacks/target/spring-ai-stacks.jar");
        Pages pages =
                new Pages(jar, List.of("web_client"), "--spring.profiles.active=webflux,stdio");
        pages.areHeldTo(learnt(pages));
    }

    /** A server with tools that each read a page. */
    private final class Pages {
        private final Path jar;
        private final List<String> tools;
        private final String[] arguments;

        Pages(Path jar, List<String> tools, String... arguments) {
            this.jar = jar;
            this.tools = tools;
            this.arguments = arguments;
        }

        void areHeldTo(Path policy) throws Exception {
            long before = network.queriesBelow("evil.example");
            GuardedJvm jvm = launch().option("policy", policy.toString());
            Events events;
            try (Session session = session(jvm)) {
                read(session);
                for (String tool : tools) {
                    String said =
                            session.call(tool, TUNNEL)
                                    .onErrorResume(failure -> Mono.just(failure.toString()))
                                    .block();
                    assertFalse(said.contains(Upstream.PAGE), said);
                }
                events = session.end();
            }
            assertEquals(
                    Set.of("lookup-not-listed look-up of secret.evil.example"), refused(events));
            assertEquals(before, network.queriesBelow("evil.example"));
        }

        void areRead(GuardedJvm jvm) throws Exception {
            try (Session session = session(jvm)) {
                read(session);
                assertEquals(Map.of(), session.end().denied());
            }
        }

        private Session session(GuardedJvm jvm) {
            return Session.overStdio(jvm, jvm.builderOfJar(jar, arguments));
        }

        private void read(Session session) {
            for (String tool : tools) {
                isPage(session.call(tool, PAGE));
                isPage(session.call(tool, SHORT));
            }
            isPage(session.resource());
        }
    }

    private static void isPage(Mono<String> answer) {
        String said = answer.block();
        assertTrue(said.contains(Upstream.PAGE), said);
    }

    private static Set<String> refused(Events events) {
        Set<String> refused = new TreeSet<>(events.denied().keySet());
        // Netty goes on without its native transport.
        refused.removeIf(what -> what.startsWith("library-not-listed"));
        return refused;
    }

    private Path byHand() throws Exception {
        return Files.writeString(home.resolve("by-hand.policy.json"), RULES);
    }

    /**
     * What {@code baseline} makes of a run in which nothing was held: the names that were meant.
     */
    private Path learnt(Pages pages) throws Exception {
        Path learnt = Files.createDirectory(home.resolve("learnt"));
        pages.areRead(launch().home(learnt).option("server", SERVER));
        Path policy = learnt.resolve("pages.policy.json");
        new Tool(jdk, learnt).baseline(SERVER, policy);
        Set<String> hosts = new TreeSet<>();
        JsonNode rules = JSON.readTree(policy.toFile()).path("allow");
        rules.forEach(rule -> hosts.add(rule.path("host").asString(rule.toString())));
        assertEquals(
                Set.of(PAGE.getHost(), RESOURCE.getHost(), SHORT.getHost()),
                hosts,
                rules::toString);
        return policy;
    }

    private GuardedJvm launch() throws Exception {
        return GuardedJvm.on(jdk, home)
                .jvm("-Dresource.page=" + RESOURCE, "-Dquarkus.vertx.use-async-dns=true")
                .under(network.command());
    }
}
