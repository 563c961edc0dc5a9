package dev.sallyport.harness.attribution;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.harness.Jdks;
import dev.sallyport.harness.Jdks.Jdk;
import dev.sallyport.harness.attribution.Label.Verdict;
import dev.sallyport.harness.guard.Events;
import dev.sallyport.harness.guard.GuardedJvm;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * An event says whose connection it was, and never the wrong one.
 *
 * <p>Each tool is sent for a page on a port that no other tool knows; so the port says whose the
 * connection is, and the label is held against it.
 */
class AttributionTest {
    /** What labels say of what is no tool. */
    private static final String RESOURCE = "resources/read";

    private static final String PROMPT = "prompts/get " + Session.PROMPT;

    private static final int TOOLS = 8;
    private static final int TIMES_ALONE = 3;
    private static final int ROUNDS_TOGETHER = 6;
    private static final int EXACT_TOGETHER_PERCENT = 95;

    private static final Table TABLE = new Table();

    @TempDir Path folder;

    static Stream<Arguments> stacks() {
        List<Stack> all = List.of(Stack.values());
        return all.stream()
                .flatMap(
                        stack ->
                                Jdks.inTurn(all.indexOf(stack)).stream()
                                        .map(jdk -> Arguments.of(stack, jdk)));
    }

    @AfterAll
    static void theTableIsWritten() throws Exception {
        TABLE.write();
    }

    @ParameterizedTest
    @MethodSource("stacks")
    void aConnectionIsLabelledWithTheCallThatItIsMadeFor(Stack stack, Jdk jdk) throws Exception {
        Gathering together = new Gathering(TOOLS);
        try (Pages first = new Pages(new Gathering(1));
                Pages second = new Pages(together)) {
            GuardedJvm jvm =
                    GuardedJvm.on(jdk, folder).jvm("-Dresource.page=" + first.of(RESOURCE).uri());
            Events events;
            try (Session session = stack.session(jvm)) {
                List<String> tools = session.tools();
                assertEquals(TOOLS, tools.size(), tools::toString);
                for (int i = 0; i < TIMES_ALONE; i++) {
                    for (String tool : tools) {
                        first.read(tool, session.call(tool, first.of(tool).uri())).block();
                    }
                    first.read(RESOURCE, session.resource()).block();
                    first.read(PROMPT, session.prompt(first.of(PROMPT).uri())).block();
                }
                List<String> order = new ArrayList<>(tools);
                for (int i = 0; i < ROUNDS_TOGETHER; i++) {
                    callAll(session, order, second);
                    together.nextRound();
                    // So that who comes first to a pool is not always the same.
                    Collections.rotate(order, 3);
                }
                events = session.end();
            }

            assertEquals(0, together.inVain(), "were not in flight together");
            assertEquals(each(TIMES_ALONE, first), first.connections());
            assertEquals(each(ROUNDS_TOGETHER, second), second.connections());
            Tally one = Tally.of(events, first.calls());
            Tally eight = Tally.of(events, second.calls());
            assertEquals(first.connections(), one.byCall());
            assertEquals(second.connections(), eight.byCall());

            TABLE.add(stack, jdk, one, eight);
            assertAll(
                    () ->
                            assertEquals(
                                    one.all(),
                                    one.of(Verdict.EXACT) + one.of(Verdict.ONLY_CALL),
                                    () -> "one in flight: " + one),
                    () ->
                            assertTrue(
                                    100 * eight.of(Verdict.EXACT)
                                            >= EXACT_TOGETHER_PERCENT * eight.all(),
                                    () -> "eight in flight: " + eight),
                    () ->
                            assertEquals(
                                    0,
                                    one.of(Verdict.WRONG) + eight.of(Verdict.WRONG),
                                    () -> one + " " + eight));
        }
    }

    private static void callAll(Session session, List<String> tools, Pages pages) throws Exception {
        List<Mono<String>> calls = new ArrayList<>();
        for (String tool : tools) {
            calls.add(pages.read(tool, session.call(tool, pages.of(tool).uri())));
        }
        Flux.merge(calls).blockLast();
    }

    private static Map<String, Long> each(long connections, Pages pages) {
        return pages.calls().values().stream()
                .collect(Collectors.toMap(call -> call, call -> connections));
    }
}
