package dev.sallyport.harness.attribution;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.harness.Jdks.Jdk;
import dev.sallyport.harness.guard.Events;
import dev.sallyport.harness.guard.GuardedJvm;
import dev.sallyport.harness.servers.Server;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * Where calls wait for a connection or a thread, whoever is ready begins the next one's work: which
 * must not be taken for its own.
 *
 * <p>The calls of one way out go to one port, and say there who they are. An event that is sure of
 * a call, once more than that call has been there, is wrong.
 */
class WaitingCallsTest {
    private static final int ROUNDS = 3;
    private static final long CONNECTIONS_OF_A_CALL = 2;

    /** What connects for whoever is the first in its queue then, and so is sure of nobody. */
    private static final List<String> UNSURE = List.of("jetty");

    @TempDir Path folder;

    @ParameterizedTest
    @MethodSource("dev.sallyport.harness.Jdks#all")
    void whatACallBeginsForAnotherIsTheOthers(Jdk jdk) throws Exception {
        Map<String, Visits> ways = new TreeMap<>();
        Events events;
        try (Session session = session(jdk)) {
            Map<String, List<String>> tools =
                    session.tools().stream().collect(Collectors.groupingBy(WaitingCallsTest::way));
            for (Map.Entry<String, List<String>> way : tools.entrySet()) {
                ways.put(way.getKey(), new Visits());
                for (int i = 0; i < ROUNDS; i++) {
                    callAll(session, way.getValue(), ways.get(way.getKey()));
                }
            }
            events = session.end();
        }
        assertAll(
                ways.entrySet().stream()
                        .map(way -> () -> assertRight(way.getKey(), way.getValue(), events)));
    }

    private Session session(Jdk jdk) throws Exception {
        // Reactor's elastic threads are one as well, and virtual where they can be.
        GuardedJvm jvm =
                GuardedJvm.on(jdk, folder)
                        .jvm("-Dreactor.schedulers.defaultBoundedElasticSize=1")
                        .jvm("-Dreactor.schedulers.defaultBoundedElasticOnVirtualThreads=true");
        return Session.overStdio(jvm, Server.built("sdk-stacks/target/sdk-stacks.jar"), "narrow");
    }

    private static String way(String tool) {
        return tool.substring(0, tool.indexOf('-'));
    }

    private static void callAll(Session session, List<String> tools, Visits visits) {
        List<Mono<String>> calls = new ArrayList<>();
        for (String tool : tools) {
            calls.add(
                    session.call(tool, visits.uri(tool))
                            .doOnNext(
                                    answer ->
                                            assertTrue(
                                                    answer.contains(Visits.text(tool)), answer)));
        }
        Flux.merge(calls).blockLast();
    }

    private static void assertRight(String way, Visits visits, Events events) throws Exception {
        visits.close();
        Map<String, Long> sure = new TreeMap<>();
        Map<String, Long> unsure = new TreeMap<>();
        for (JsonNode event : events.lines()) {
            if (event.path("dst_endpoint").path("port").asInt(-1) == visits.port()) {
                Label label = Label.of(event);
                boolean isSure = label.certainty().equals("exact");
                (isSure ? sure : unsure)
                        .merge(
                                isSure ? label.calls().get(0) : label.certainty(),
                                event.path("count").asLong(),
                                Long::sum);
            }
        }
        Map<String, Long> truth = visits.requests();
        truth.values()
                .forEach(requests -> assertEquals(ROUNDS * CONNECTIONS_OF_A_CALL, requests, way));
        assertEquals(sum(truth), sum(sure) + sum(unsure), way);
        if (UNSURE.contains(way)) {
            sure.forEach((call, count) -> assertTrue(count <= truth.get(call), way + sure));
            assertNull(unsure.get("none"), way);
        } else {
            assertEquals(truth, sure, way + " " + unsure);
        }
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
