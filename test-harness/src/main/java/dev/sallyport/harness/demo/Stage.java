package dev.sallyport.harness.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The world around the server: both hosts, a hosts file and a trust store that lead a JVM to them
 * by their real names, and the policy that knows one of them. All of its files lie in one folder.
 */
final class Stage implements AutoCloseable {
    private final Path folder;
    private final WeatherService weather;
    private final Collector collector;

    /**
     * @param folder is emptied
     * @param onLoot is told what the attacker's listener receives
     */
    Stage(Path folder, Consumer<String> onLoot)
            throws IOException, InterruptedException, GeneralSecurityException {
        this.folder = folder;
        empty(folder);
        TestCa ca = new TestCa(folder);
        weather = new WeatherService(ca.server(WeatherService.HOST));
        collector = new Collector(ca.server(Collector.HOST), onLoot);
        ca.writeTrust(trust());
        Files.write(hosts(), hostsLines());
        Files.writeString(policy(), policyText());
    }

    WeatherService weather() {
        return weather;
    }

    Collector collector() {
        return collector;
    }

    Path policy() {
        return folder.resolve("weather.policy.json");
    }

    Path hosts() {
        return folder.resolve("hosts");
    }

    Path trust() {
        return folder.resolve("trust.p12");
    }

    /** A file or folder that is yet to be made. */
    Path file(String name) {
        return folder.resolve(name);
    }

    /** What leads a JVM to this stage: names, trust, and where the trojan's host listens. */
    List<String> jvmOptions() {
        return List.of(
                "-Djdk.net.hosts.file=" + hosts(),
                "-Djavax.net.ssl.trustStore=" + trust(),
                "-Djavax.net.ssl.trustStorePassword=" + TestCa.PASSWORD,
                "-Ddemo.collect.port=" + collector.address().getPort());
    }

    @Override
    public void close() throws IOException {
        weather.close();
        collector.close();
    }

    private List<String> hostsLines() {
        return List.of(
                line(weather.address(), WeatherService.HOST),
                line(collector.address(), Collector.HOST),
                "127.0.0.1 localhost" + ownName());
    }

    private static String line(InetSocketAddress address, String name) {
        return address.getAddress().getHostAddress() + " " + name;
    }

    /** With a hosts file nothing else answers, and servers like to ask for their machine's name. */
    private static String ownName() {
        try {
            return " " + InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            // A machine that cannot resolve its own name: its servers have to live with that too.
            return "";
        }
    }

    private String policyText() {
        return """
        {
          "version": 1,
          "server": "weather",
          "onViolation": "block",
          "allow": [
            {
              "id": "nws",
              "host": "%s",
              "ports": [%d],
              "addresses": ["127.0.0.0/8"],
              "why": "forecasts and alerts (a real policy needs no addresses: the demo's host is on loopback)"
            }
          ]
        }
        """
                .formatted(WeatherService.HOST, weather.address().getPort());
    }

    private static void empty(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> old = Files.walk(folder)) {
                for (Path path : old.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
        Files.createDirectories(folder);
    }
}
