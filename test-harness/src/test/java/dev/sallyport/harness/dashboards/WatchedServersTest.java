package dev.sallyport.harness.dashboards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sallyport.harness.Jdks.Jdk;
import dev.sallyport.harness.guard.Events;
import dev.sallyport.harness.guard.GuardedJvm;
import dev.sallyport.harness.guard.Policies;
import dev.sallyport.harness.guard.TcpListener;
import dev.sallyport.harness.servers.HttpSession;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Real servers, scraped as a Prometheus would while their tools are called and refused. */
@ParameterizedClass
@MethodSource("dev.sallyport.harness.Jdks#all")
class WatchedServersTest {
    private static final String LISTED = "127.0.0.73";
    private static final String OTHER = "127.0.0.74";

    private static final Pattern REFUSED =
            Pattern.compile("dev\\.sallyport\\W.*Sallyport refused guarded");

    private final HttpClient scraper = HttpClient.newHttpClient();

    @Parameter Jdk jdk;
    @TempDir Path folder;

    @ParameterizedTest
    @EnumSource
    void itsOwnMetricsCountWhatWasRefusedAndItsHealthSaysThatItIsGuarded(WatchedServer server)
            throws Exception {
        assumeTrue(server.runsOn(jdk), "runs on newer JDKs alone");
        try (TcpListener listed = TcpListener.on(LISTED);
                TcpListener other = TcpListener.on(OTHER)) {
            GuardedJvm jvm =
                    GuardedJvm.on(jdk, folder)
                            .policy(Policies.allowing(rule(listed)))
                            .option("actuator", "true")
                            .option("log", "server")
                            .jvm("-Dresource.page=" + page(listed));
            HttpSession started = server.start(jvm, folder);
            URI endpoint = started.endpoint();
            try (WatchedClient client = WatchedClient.of(server, started, endpoint)) {
                List<String> before = scrape(server, endpoint);
                assertEquals(0, denied(before), "there from the start");
                assertTrue(WatchedServer.value(before, "sallyport_hooks") > 30, before::toString);

                String allowed = client.read(page(listed));
                assertTrue(allowed.contains("pong"), allowed);
                String refused = client.read(page(other));
                assertFalse(refused.contains("pong"), refused);

                List<String> after = scrape(server, endpoint);
                JsonNode health = server.hasActuator() ? actuator(endpoint, "health") : null;
                JsonNode info = server.hasActuator() ? actuator(endpoint, "info") : null;
                String logged = server.hasSlf4j() ? started.line(REFUSED) : null;
                Events events = client.end();

                double denials =
                        events.denied()
                                .get("not-listed " + OTHER + ":" + other.port())
                                .doubleValue();
                assertEquals(denials, denied(after), after::toString);
                assertEquals(Set.of(client.tools()), callsThatWentTo(other, events));
                assertEquals(
                        denials,
                        WatchedServer.value(
                                after,
                                "sallyport_violations_total",
                                "activity=\"connect\"",
                                "on_violation=\"block\""));
                assertTrue(
                        WatchedServer.value(
                                        after,
                                        "sallyport_connections_total",
                                        "verdict=\"allow\"",
                                        "reason=\"rule\"",
                                        "transport=\"tcp\"")
                                > 0,
                        after::toString);
                assertTrue(WatchedServer.value(after, "sallyport_decision_seconds_count") >= 2);
                assertTrue(WatchedServer.value(after, "sallyport_decision_seconds_sum") > 0);
                assertFalse(after.toString().contains("127.0.0"), "hosts are no tags");
                if (server.hasActuator()) {
                    assertGuarded(health.path("components").path("sallyport").path("details"));
                    assertGuarded(info.path("sallyport"));
                    assertEquals("UP", health.path("status").asString(), "a refusal is no illness");
                }
                String stderr = Files.readString(jvm.folder().resolve("stderr"));
                if (server.hasSlf4j()) {
                    assertLogged(server, logged, page(other));
                    assertFalse(stderr.contains(page(other).getAuthority()), "once is enough");
                } else {
                    assertTrue(stderr.contains(page(other).getAuthority()), "there is no log");
                }
                assertEquals(0, other.accepted());
            }
        }
    }

    /** Its stdout is no protocol, so its log may be there. */
    private static void assertLogged(WatchedServer server, String line, URI refused) {
        String destination = refused.getAuthority();
        if (server.hasActuator()) {
            JsonNode logged = new JsonMapper().readTree(line);
            assertEquals("WARN", logged.path("log").path("level").asString(), line);
            assertEquals("dev.sallyport", logged.path("log").path("logger").asString(), line);
            JsonNode facts = logged.path("sallyport");
            assertEquals(destination, facts.path("destination").asString(), line);
            assertEquals("not-listed", facts.path("reason").asString(), line);
            assertTrue(facts.path("violation").asString("").matches("v[0-9a-f]{6}"), line);
        } else {
            assertTrue(line.startsWith("WARN dev.sallyport - "), line);
            assertTrue(line.contains("sallyport.destination=" + destination + " "), line);
            assertTrue(line.contains("sallyport.reason=not-listed "), line);
        }
    }

    /** As the events name them, whoever runs the tools. */
    private static Set<List<String>> callsThatWentTo(TcpListener listener, Events events) {
        Set<List<String>> calls = new HashSet<>();
        for (JsonNode event : events.lines()) {
            if (event.at("/dst_endpoint/port").asInt(0) == listener.port()) {
                List<String> names = new ArrayList<>();
                event.at("/unmapped/tool_calls").forEach(name -> names.add(name.asString()));
                calls.add(names);
            }
        }
        return calls;
    }

    private static double denied(List<String> lines) {
        return WatchedServer.value(
                lines,
                "sallyport_connections_total",
                "verdict=\"deny\"",
                "reason=\"not-listed\"",
                "transport=\"tcp\"");
    }

    private static void assertGuarded(JsonNode standing) {
        assertTrue(standing.path("guarded").asBoolean(), standing::toString);
        assertEquals("hold", standing.path("mode").asString(), standing::toString);
        assertEquals("block", standing.path("onViolation").asString(), standing::toString);
        Map.of(
                        "policySha256",
                        "[0-9a-f]{64}",
                        "lastViolation",
                        "v[0-9a-f]{6}",
                        "lastViolationTime",
                        "\\d{4}-.*Z")
                .forEach(
                        (name, shape) ->
                                assertTrue(
                                        standing.path(name).asString("").matches(shape),
                                        standing::toString));
        assertFalse(standing.toString().contains("127.0.0"), "no host");
    }

    private List<String> scrape(WatchedServer server, URI endpoint) throws Exception {
        return WatchedServer.ours(get(endpoint.resolve(server.metrics)));
    }

    private JsonNode actuator(URI endpoint, String part) throws Exception {
        return new JsonMapper().readTree(get(endpoint.resolve("/actuator/" + part)));
    }

    private String get(URI uri) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                scraper.send(
                        HttpRequest.newBuilder(uri).timeout(WatchedClient.PATIENCE).build(),
                        HttpResponse.BodyHandlers.ofString());
        assertEquals(200, answer.statusCode(), answer::body);
        return answer.body();
    }

    private static String rule(TcpListener page) {
        return "{\"cidr\": \"%s\", \"ports\": [%d]}".formatted(page.address(), page.port());
    }

    private static URI page(TcpListener page) {
        return URI.create("http://" + page.address() + ":" + page.port() + "/");
    }
}
