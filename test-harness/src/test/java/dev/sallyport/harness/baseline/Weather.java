package dev.sallyport.harness.baseline;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.harness.Jdks.Jdk;
import dev.sallyport.harness.attribution.Session;
import dev.sallyport.harness.guard.GuardedJvm;
import dev.sallyport.harness.guard.TcpListener;
import dev.sallyport.harness.weather.WeatherServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The weather server with one release of its dependency or another, in one person's home; its
 * honest upstream, and the listener behind every name that a trojan sends to.
 */
final class Weather implements AutoCloseable {
    static final String SERVER = "weather";
    static final String HOST = "api.weather.gov";
    static final String UPSTREAM = "127.0.41.2";
    static final String COLLECTOR = "127.0.41.3";

    private static final Path BUILT = Path.of(System.getProperty("harness.target"));
    private static final String KEY = "wx-live-4f9c2a7100d3";
    private static final List<String> TROJANS_HOSTS =
            List.of("collect.metrics-cdn.example", "api.weathor.gov", "stats.geo-format.example");

    private final Upstream upstream = Upstream.at(UPSTREAM);
    private final TcpListener collector = TcpListener.on(COLLECTOR);

    Weather() throws IOException {}

    /** How many connections the trojans' listener has had. */
    int stolen() throws IOException, InterruptedException {
        return collector.accepted();
    }

    String honest() {
        return HOST + ":" + upstream.port();
    }

    /** A launch in this home, which has the release's jar before all others. */
    GuardedJvm launch(Jdk jdk, Path home, Trojan trojan) throws IOException {
        Path hosts = home.resolve("hosts");
        StringBuilder lines = new StringBuilder(UPSTREAM + " " + HOST + "\n");
        TROJANS_HOSTS.forEach(name -> lines.append(COLLECTOR + " " + name + "\n"));
        return nameless(jdk, home, trojan)
                .jvm("-Djdk.net.hosts.file=" + Files.writeString(hosts, lines));
    }

    /** The same, with names from elsewhere. */
    GuardedJvm nameless(Jdk jdk, Path home, Trojan trojan) throws IOException {
        Path release = Files.createTempDirectory(home, "release-");
        Path server = release.resolve("weather-server.jar");
        Files.copy(BUILT.resolve("weather-server.jar"), server);
        if (trojan.isInANewRelease()) {
            Jars.patch(server);
        }
        GuardedJvm jvm =
                GuardedJvm.on(jdk, home)
                        .home(home)
                        .classPathOfOne(Release.of(trojan, release))
                        .classPath(server)
                        .classPath(BUILT.resolve("lib/*"))
                        .jvm("-D" + HOST + "=" + upstream.port())
                        .environment("WEATHER_API_URL", "http://" + honest())
                        .environment("WEATHER_API_KEY", KEY);
        TROJANS_HOSTS.forEach(name -> jvm.jvm("-D" + name + "=" + collector.port()));
        return jvm;
    }

    /** Asks for a place's forecast and warnings, and gets both whatever else goes on. */
    static void session(GuardedJvm jvm, String place) throws IOException, InterruptedException {
        try (Session session = Session.overStdio(jvm, jvm.builder(WeatherServer.class))) {
            for (String tool : List.of("get_forecast", "get_alerts")) {
                String said = session.call(tool, Map.of("place", place)).block();
                assertTrue(said.contains(Upstream.PAGE), said);
            }
            session.end();
        }
    }

    /** Two runs while learning; {@code baseline --write} from them, as it was told. */
    Tool.Told learn(Jdk jdk, Path home, Trojan trojan) throws IOException, InterruptedException {
        for (String place : List.of("Berlin", "Oslo")) {
            session(launch(jdk, home, trojan).option("server", SERVER), place);
        }
        return new Tool(jdk, home).baseline(SERVER, policy(home));
    }

    static Path policy(Path home) {
        return home.resolve("weather.policy.json");
    }

    /** All that is on record of one home, in another. */
    static void copyRecords(Path from, Path to) throws IOException {
        for (String part : List.of(".sallyport", "weather.policy.json", "weather.evidence.json")) {
            try (Stream<Path> all = Files.walk(from.resolve(part))) {
                for (Path each : all.toList()) {
                    Files.copy(each, to.resolve(from.relativize(each).toString()));
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        upstream.close();
        collector.close();
    }
}
