package dev.sallyport.harness.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sallyport.harness.Jdks.Jdk;
import dev.sallyport.harness.attribution.Session;
import dev.sallyport.harness.guard.Events;
import dev.sallyport.harness.guard.GuardedJvm;
import dev.sallyport.harness.servers.Server;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
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
 * Servers whose libraries resolve names themselves, among public addresses: in a network namespace
 * where documentation ranges are the machine's own, with a name server of its own. Where that is
 * not permitted (it takes root, Linux and iproute2) these tests are skipped and say so.
 */
@ParameterizedClass
@MethodSource("dev.sallyport.harness.Jdks#all")
class PublicNamesTest {
    private static final String SERVER = "pages";
    private static final URI PAGE = URI.create("http://api.public.example:8080/page");
    private static final URI RESOURCE = URI.create("http://static.public.example:8080/page");

    /** A name of one label, which a search domain completes. */
    private static final URI SHORT = URI.create("http://short:8080/page");

    private static final URI TUNNEL = URI.create("http://secret.evil.example:8080/page");

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

    @Parameter Jdk jdk;
    @TempDir Path home;

    @BeforeEach
    void aNamespaceIsPermitted() throws Exception {
        assumeTrue(
                Boolean.getBoolean("harness.town"),
                "asked for by -Dharness.town=true: on a busy machine it did not always end");
        Path script = Files.writeString(home.resolve("try.sh"), addresses());
        assumeTrue(
                exit("unshare", "-n", "-m", "sh", script.toString()) == 0,
                "a network namespace of the test's own (unshare -n -m, ip) is not permitted here,"
                        + " so no test can own public addresses");
    }

    /** Vert.x' resolver. */
    @Test
    void aQuarkusServerNeedsNothingButHostRules() throws Exception {
        Path jar = Server.built("quarkus-stdio/target/quarkus-app/quarkus-run.jar");
        held(jar, List.of("rest_client", "vertx"));
        whatALearningRunProposes(jar);
    }

    /** Reactor Netty's resolver. */
    @Test
    void aSpringServerOfWebFluxNeedsNothingButHostRules() throws Exception {
        Path jar = Server.built("spring-ai-stacks/target/spring-ai-stacks.jar");
        held(jar, List.of("web_client"), "--spring.profiles.active=webflux,stdio");
    }

    private void held(Path jar, List<String> tools, String... arguments) throws Exception {
        GuardedJvm town = town().option("policy", policy().toString());
        Events events;
        try (Session session = session(town, jar, arguments)) {
            for (String tool : tools) {
                isPage(session.call(tool, PAGE));
                isPage(session.call(tool, SHORT));
                String said =
                        session.call(tool, TUNNEL).onErrorResume(PublicNamesTest::text).block();
                assertFalse(said.contains(Upstream.PAGE), said);
            }
            isPage(session.resource());
            events = session.end();
        }
        assertEquals(Set.of("lookup-not-listed look-up of secret.evil.example"), refused(events));
        assertEquals(List.of(), askedBelow("evil.example"));
    }

    private static Set<String> refused(Events events) {
        Set<String> refused = new TreeSet<>(events.denied().keySet());
        // Netty goes on without its native transport.
        refused.removeIf(what -> what.startsWith("library-not-listed"));
        return refused;
    }

    private void whatALearningRunProposes(Path jar) throws Exception {
        Path learnt = Files.createDirectory(home.resolve("learnt"));
        GuardedJvm town = town().home(learnt).option("server", SERVER);
        Events events;
        try (Session session = session(town, jar)) {
            isPage(session.call("rest_client", PAGE));
            isPage(session.call("vertx", SHORT));
            events = session.end();
        }
        assertEquals(Map.of(), events.denied());
        Path policy = learnt.resolve("pages.policy.json");
        new Tool(jdk, learnt)
                .run(
                        "baseline",
                        SERVER,
                        "--policy",
                        policy.toString(),
                        "--write",
                        "--approved-by",
                        "me")
                .exits(0);
        Set<String> hosts = new TreeSet<>();
        JsonNode rules = JSON.readTree(policy.toFile()).path("allow");
        rules.forEach(rule -> hosts.add(rule.path("host").asString(rule.toString())));
        assertEquals(Set.of("api.public.example", "short"), hosts, rules::toString);
    }

    private static Mono<String> text(Throwable failure) {
        return Mono.just(failure.toString());
    }

    private static void isPage(Mono<String> answer) {
        String said = answer.block();
        assertTrue(said.contains(Upstream.PAGE), said);
    }

    private Path policy() throws IOException {
        return Files.writeString(home.resolve("by-hand.policy.json"), RULES);
    }

    private List<String> askedBelow(String domain) throws IOException {
        try (Stream<String> asked = Files.lines(home.resolve("asked"))) {
            return asked.filter(name -> name.endsWith(domain)).toList();
        }
    }

    private static Session session(GuardedJvm jvm, Path jar, String... arguments) {
        return Session.overStdio(jvm, jvm.builderOfJar(jar, arguments));
    }

    /** A launch in a town of its own. */
    private GuardedJvm town() throws Exception {
        Path resolvers =
                Files.writeString(
                        home.resolve("resolv.conf"),
                        "nameserver " + Town.NAME_SERVER + "\nsearch corp.example\n");
        Path open = Files.createTempDirectory(home, "town").resolve("open");
        Path script =
                Files.writeString(
                        open.resolveSibling("town.sh"),
                        addresses()
                                + """
                                mount --bind '%1$s' /etc/resolv.conf || exit 125
                                mkfifo '%2$s'
                                '%3$s' -cp '%4$s' %5$s $$ '%2$s' '%6$s' %7$s </dev/null >'%2$s.log' 2>&1 &
                                read open < '%2$s'
                                exec "$@"
                                """
                                        .formatted(
                                                resolvers,
                                                open,
                                                jdk.java(),
                                                System.getProperty("java.class.path"),
                                                Town.class.getName(),
                                                home.resolve("asked"),
                                                Town.HOST));
        return GuardedJvm.on(jdk, home)
                .jvm("-Dresource.page=" + RESOURCE)
                .under(List.of("unshare", "-n", "-m", "sh", script.toString()));
    }

    private static String addresses() {
        StringBuilder commands = new StringBuilder("ip link set lo up");
        for (String address : List.of(Town.NAME_SERVER, Town.HOST, Town.EVIL)) {
            commands.append(" && ip addr add ").append(address).append("/32 dev lo");
        }
        return commands + " || exit 125\n";
    }

    private static int exit(String... command) throws InterruptedException {
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return process.waitFor(10, TimeUnit.SECONDS) ? process.exitValue() : -1;
        } catch (IOException noSuchProgram) {
            return -1;
        }
    }
}
