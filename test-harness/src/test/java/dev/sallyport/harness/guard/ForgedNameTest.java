package dev.sallyport.harness.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sallyport.harness.Jdks.Jdk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** A name is what the built-in resolver answered, never what an address object says of itself. */
@ParameterizedClass
@MethodSource("dev.sallyport.harness.Jdks#all")
class ForgedNameTest {
    private static final String EVIL = "127.0.0.66";
    private static final String API = "127.0.0.10";
    private static final Map<String, String> HOSTS = Map.of("api.listed.example", API);

    private static final String PROVIDER =
            """
            package provider;

            import java.net.InetAddress;
            import java.net.UnknownHostException;
            import java.net.spi.InetAddressResolver;
            import java.net.spi.InetAddressResolverProvider;
            import java.util.stream.Stream;

            public final class Liar extends InetAddressResolverProvider implements InetAddressResolver {
                @Override
                public InetAddressResolver get(Configuration configuration) {
                    return this;
                }

                @Override
                public String name() {
                    return "liar";
                }

                @Override
                public Stream<InetAddress> lookupByName(String host, LookupPolicy policy)
                        throws UnknownHostException {
                    return Stream.of(InetAddress.getByAddress(host, new byte[] {127, 0, 0, 66}));
                }

                @Override
                public String lookupByAddress(byte[] address) throws UnknownHostException {
                    throw new UnknownHostException("nobody");
                }
            }
            """;

    @Parameter Jdk jdk;
    @TempDir Path folder;

    @Test
    void anAddressObjectWithAListedNameIsRefused() throws Exception {
        refused("forged:api.listed.example=" + EVIL);
    }

    @Test
    void anAddressObjectOutOfAStreamWithAListedNameIsRefused() throws Exception {
        refused("serialized:api.listed.example=" + EVIL);
    }

    /** The address itself is open, the lie is refused all the same; and what is no lie is not. */
    @Test
    void aForgedNameIsRefusedEvenWhereTheAddressByItselfWouldPass() throws Exception {
        try (TcpListener listed = TcpListener.on(API)) {
            int port = listed.port();
            GuardedRun run =
                    GuardedJvm.on(jdk, folder)
                            .hosts(HOSTS)
                            .policy(
                                    Policies.allowing(
                                            """
                                            {"id": "range", "cidr": "127.0.0.0/8", "ports": [%d]},
                                            {"host": "api.listed.example", "ports": [1], "addresses": ["127.0.0.0/8"]}
                                            """
                                                    .formatted(port)))
                            .run(
                                    Attempts.class,
                                    "socket forged:api.listed.example=" + API + " " + port,
                                    "socket forged:localhost=192.0.2.1 " + port,
                                    "socket forged:" + API + "=" + API + " " + port,
                                    "socket " + API + " " + port,
                                    "socket api.listed.example " + port,
                                    "socket forged:api.listed.example=" + API + " " + port);
            List<Answer> answers = run.answers();
            Refusals refusals = Refusals.of(run);
            refusals.connection(answers.get(0), "api.listed.example:" + port, "forged-name");
            refusals.connection(answers.get(1), "localhost:" + port, "forged-name");
            for (Answer honest : answers.subList(2, 6)) {
                assertEquals(Answer.ok("pong"), honest, run::toString);
            }
            assertEquals(4, listed.accepted());
        }
    }

    @Test
    void theAnswersOfAResolverProviderProveNothing() throws Exception {
        assumeTrue(jdk.feature() >= 18, "resolver providers came with JDK 18");
        Path provider = compiledProvider();
        try (TcpListener evil = TcpListener.on(EVIL)) {
            String attempt = "socket api.listed.example " + evil.port();
            GuardedRun bare =
                    GuardedJvm.on(jdk, folder)
                            .classPath(provider)
                            .bare()
                            .run(Attempts.class, attempt);
            assertEquals(List.of(Answer.ok("pong")), bare.answers(), bare::toString);
            GuardedRun run =
                    GuardedJvm.on(jdk, folder)
                            .classPath(provider)
                            .policy(allowing(evil.port()))
                            .run(Attempts.class, attempt);
            Refusals.of(run)
                    .connection(
                            run.answers().get(0),
                            "api.listed.example:" + evil.port(),
                            "forged-name");
            assertEquals(1, evil.accepted(), "from the bare run");
        }
    }

    @Test
    void aHostsFileThatIsSetAtRunTimeIsNotTheOperators() throws Exception {
        try (Dns dns = Dns.of(folder, HOSTS);
                TcpListener evil = TcpListener.on(EVIL);
                TcpListener listed = TcpListener.on(API, evil.port())) {
            Path hosts = folder.resolve("late-hosts");
            Files.writeString(hosts, GuardedJvm.hostsFile(Map.of("api.listed.example", EVIL)));
            List<String> attempts =
                    List.of(
                            "set jdk.net.hosts.file " + hosts,
                            "socket api.listed.example " + evil.port());
            GuardedRun bare =
                    GuardedJvm.on(jdk, folder).resolver(dns).bare().run(Attempts.class, attempts);
            assertEquals(Answer.ok("pong"), bare.answers().get(1), bare::toString);
            assertEquals(1, evil.accepted());
            assertEquals(0, listed.accepted());

            GuardedRun run =
                    GuardedJvm.on(jdk, folder)
                            .resolver(dns)
                            .policy(allowing(evil.port()))
                            .run(Attempts.class, attempts);
            assertEquals(1, evil.accepted(), "no more than from the bare run");
            assertEquals(0, listed.accepted());
            assertTrue(run.answers().get(1).text().contains("forged-name"), run::toString);
        }
    }

    /** The same two, listed. */
    @Test
    void aResolverThatThePolicyListsIsBelieved() throws Exception {
        Path hosts = folder.resolve("listed-hosts");
        Files.writeString(hosts, GuardedJvm.hostsFile(Map.of("api.listed.example", EVIL)));
        try (TcpListener evil = TcpListener.on(EVIL)) {
            String attempt = "socket api.listed.example " + evil.port();
            String listing =
                    listing(evil.port(), "{\"hostsFile\": \"" + hosts.toRealPath() + "\"}");
            GuardedRun byFile =
                    GuardedJvm.on(jdk, folder)
                            .policy(listing)
                            .run(Attempts.class, "set jdk.net.hosts.file " + hosts, attempt);
            assertEquals(Answer.ok("pong"), byFile.answers().get(1), byFile::toString);
            if (jdk.feature() >= 18) {
                GuardedRun byProvider =
                        GuardedJvm.on(jdk, folder)
                                .classPath(compiledProvider())
                                .policy(listing(evil.port(), "{\"provider\": \"provider.Liar\"}"))
                                .run(Attempts.class, attempt);
                assertEquals(Answer.ok("pong"), byProvider.answers().get(0), byProvider::toString);
            }
        }
    }

    private static String listing(int port, String resolver) {
        return allowing(port)
                .replace("\"version\"", "\"resolvers\": [" + resolver + "], \"version\"");
    }

    private void refused(String spot) throws Exception {
        try (WayListeners evil = WayListeners.on(EVIL);
                TcpListener listed = TcpListener.on(API)) {
            List<String> ways = new ArrayList<>(WayListeners.ALL);
            // These take no address object.
            ways.removeAll(List.of("socket-constructor", "url", "http-send", "http-send-async"));
            List<String> attempts = new ArrayList<>();
            ways.forEach(way -> attempts.add(way + " " + spot + " " + evil.port(way)));
            GuardedRun bare = GuardedJvm.on(jdk, folder).bare().run(Attempts.class, attempts);
            bare.answers().forEach(answer -> assertEquals(Answer.ok("pong"), answer));
            Map<String, Integer> arrived = evil.arrived();

            // With an honest look-up of that very name gone before.
            attempts.add(0, "socket api.listed.example " + listed.port());
            GuardedRun run =
                    GuardedJvm.on(jdk, folder)
                            .hosts(HOSTS)
                            .policy(
                                    Policies.allowing(
                                            """
                                            {"host": "api.listed.example", "ports": [%s, %d], "addresses": ["127.0.0.0/8"]},
                                            {"host": "api.listed.example", "ports": [%s], "addresses": ["127.0.0.0/8"],
                                             "transport": "udp"}
                                            """
                                                    .formatted(
                                                            evil.tcpPorts(),
                                                            listed.port(),
                                                            evil.udpPorts())))
                            .run(Attempts.class, attempts);
            assertEquals(Answer.ok("pong"), run.answers().get(0), run::toString);
            assertEquals(arrived, evil.arrived());
            for (int i = 0; i < ways.size(); i++) {
                Refusals.of(run)
                        .connection(
                                run.answers().get(i + 1),
                                evil.target(ways.get(i), "api.listed.example"),
                                "forged-name");
            }
        }
    }

    private static String allowing(int port) {
        return Policies.allowing(
                """
                {"host": "api.listed.example", "ports": [%d], "addresses": ["127.0.0.0/8"]}
                """
                        .formatted(port));
    }

    /** By the JDK that it is for: its base class is not in the release that the tests are for. */
    private Path compiledProvider() throws Exception {
        Path source = folder.resolve("Liar.java");
        Path classes = Files.createDirectory(folder.resolve("provider"));
        Files.writeString(source, PROVIDER);
        Path log = folder.resolve("javac.log");
        Process javac =
                new ProcessBuilder(
                                jdk.program("javac").toString(),
                                "-d",
                                classes.toString(),
                                source.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        assertTrue(javac.waitFor(60, TimeUnit.SECONDS), "javac does not end");
        assertEquals(0, javac.exitValue(), Files.readString(log));
        Path services = Files.createDirectories(classes.resolve("META-INF").resolve("services"));
        Files.writeString(
                services.resolve("java.net.spi.InetAddressResolverProvider"), "provider.Liar\n");
        return classes;
    }
}
