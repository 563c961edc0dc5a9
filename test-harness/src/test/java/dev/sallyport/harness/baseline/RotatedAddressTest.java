package dev.sallyport.harness.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.harness.Jdks.Jdk;
import dev.sallyport.harness.attribution.Session;
import dev.sallyport.harness.guard.GuardedJvm;
import dev.sallyport.harness.weather.WeatherServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * A host whose public address is another one in each run, and changes while a run goes on, as those
 * of content networks do: what {@code baseline} wrote names the host, so nothing is refused and
 * nobody edits it.
 */
@ParameterizedClass
@MethodSource("dev.sallyport.harness.Jdks#all")
class RotatedAddressTest {
    private static final String SERVER = "weather";
    private static final String HOST = "api.weather.gov";
    private static final String[] LEARNED = {"192.0.2.10", "198.51.100.10"};
    private static final String[] ROTATED = {"203.0.113.20", "198.51.100.200", "192.0.2.30"};

    @Parameter Jdk jdk;
    @TempDir Path home;

    @Test
    void aHostMayMoveBetweenRunsAndWithinOne() throws Exception {
        Path policy = home.resolve("weather.policy.json");
        Tool tool = new Tool(jdk, home);
        try (PublicNetwork network =
                PublicNetwork.at(LEARNED[0], LEARNED[1], ROTATED[0], ROTATED[1], ROTATED[2])) {
            assertEquals(Set.of(LEARNED), run(launch(network).option("server", SERVER), LEARNED));
            tool.baseline(SERVER, policy);
            String written = Files.readString(policy);
            assertTrue(written.contains(HOST), written);
            assertTrue(written.contains("\"tools\": [\"get_alerts\", \"get_forecast\"]"), written);
            assertFalse(written.contains(LEARNED[0]), written);

            Set<String> reached = run(launch(network).option("policy", policy.toString()), ROTATED);
            assertTrue(reached.containsAll(Set.of(ROTATED)), reached::toString);
            assertEquals(Map.of(), launch(network).events().denied());
            tool.run("review", "--json").exits(0);
            assertEquals(written, Files.readString(policy));
        }
    }

    /** One run, in which the host moves before each call; the addresses on record so far. */
    private Set<String> run(GuardedJvm jvm, String... addresses) throws Exception {
        point(addresses[0]);
        try (Session session = Session.overStdio(jvm, jvm.builder(WeatherServer.class))) {
            for (String address : addresses) {
                point(address);
                for (String name : new String[] {"get_forecast", "get_alerts"}) {
                    String said = session.call(name, Map.of("place", "Berlin")).block();
                    assertTrue(said.contains(Upstream.PAGE), said);
                }
            }
            session.end();
        }
        Set<String> reached = new TreeSet<>();
        for (JsonNode event : jvm.events().lines()) {
            String address = event.at("/dst_endpoint/ip").asString("");
            if (!address.isEmpty()) {
                reached.add(address);
            }
        }
        return reached;
    }

    private Path point(String address) throws Exception {
        return Files.writeString(home.resolve("hosts"), address + " " + HOST + "\n");
    }

    /** The JVM keeps no answer, as if each had lived for less than a call takes. */
    private GuardedJvm launch(PublicNetwork network) throws Exception {
        return GuardedJvm.on(jdk, home)
                .home(home)
                .under(network.command())
                .classPath(Path.of(System.getProperty("harness.target"), "lib", "*"))
                .environment("WEATHER_API_URL", "http://" + HOST + ":" + PublicNetwork.PORT)
                .jvm("-Dsun.net.inetaddr.ttl=0", "-Djdk.net.hosts.file=" + home.resolve("hosts"));
    }
}
