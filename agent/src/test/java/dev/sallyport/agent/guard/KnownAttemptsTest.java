package dev.sallyport.agent.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import com.sun.management.ThreadMXBean;
import dev.sallyport.agent.attribution.Callers;
import dev.sallyport.agent.gate.Sentry;
import dev.sallyport.event.Event;
import dev.sallyport.event.EventReader;
import dev.sallyport.event.Library;
import dev.sallyport.policy.Address;
import dev.sallyport.policy.OwnHost;
import dev.sallyport.policy.Policy;
import dev.sallyport.policy.PolicyException;
import dev.sallyport.policy.PolicyReader;
import dev.sallyport.policy.Reason;
import dev.sallyport.policy.Transport;
import dev.sallyport.policy.Verdict;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was decided is remembered, and never longer than it holds. */
class KnownAttemptsTest {
    private static final int THREADS = 16;
    private static final byte[] LISTED = Address.parse("203.0.113.10").toBytes();
    private static final byte[] IN_RANGE = Address.parse("10.4.0.7").toBytes();
    private static final byte[] FOR_THIS_YEAR = Address.parse("10.5.0.7").toBytes();
    private static final byte[] OF_ONE_CALLER = Address.parse("10.6.0.7").toBytes();
    private static final byte[] OWN = Address.parse("10.9.9.9").toBytes();
    private static final String HOST = "api.weather.gov";

    @TempDir Path folder;
    private final StandInGround ground = new StandInGround();
    private final Callers callers = mock(Callers.class);
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private Guard guard;

    @BeforeEach
    void guardWithARealCalendar() throws Exception {
        guard = guard(new Today());
    }

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    @Test
    void aLookUpOpensAtOnceWhatWasRefusedBefore() {
        for (int i = 0; i < 3; i++) {
            assertNotNull(guard.connect(LISTED, 443, HOST, Sentry.TCP));
            assertNotNull(guard.connect(LISTED, 443, null, Sentry.TCP));
        }
        guard.resolved(HOST, LISTED);
        assertNull(guard.connect(LISTED, 443, HOST, Sentry.TCP));
        assertNull(guard.connect(LISTED, 443, null, Sentry.TCP));
    }

    @Test
    void anotherNameOfAnAddressClosesAtOnceWhatWasOpen() {
        guard.resolved(HOST, LISTED);
        for (int i = 0; i < 3; i++) {
            assertNull(guard.connect(LISTED, 443, null, Sentry.TCP));
        }
        guard.resolved("evil.example", LISTED);
        assertNotNull(guard.connect(LISTED, 443, null, Sentry.TCP));
        assertNull(guard.connect(LISTED, 443, HOST, Sentry.TCP));
    }

    @Test
    void aForgottenNameProvesNothingAnyMore() {
        NameLedger ledger = new NameLedger(1, name -> false);
        KnownAttempts known = new KnownAttempts();
        ledger.bind(HOST, Address.of(LISTED));
        Circumstances then =
                new Circumstances(mock(OwnHost.class), ledger, new Today(), List.of(), callers);
        known.keep(LISTED, 443, Transport.TCP, HOST, List.of(), then, key());
        assertNotNull(
                known.find(
                        LISTED,
                        443,
                        Transport.TCP,
                        HOST,
                        List.of(),
                        ledger.generation(),
                        then.today()));
        ledger.bind("other.example", Address.of(IN_RANGE));
        assertNull(
                known.find(
                        LISTED,
                        443,
                        Transport.TCP,
                        HOST,
                        List.of(),
                        ledger.generation(),
                        then.today()));
    }

    @Test
    void aRuleExpiresAtMidnightForWhatIsKnownAsWell() throws Exception {
        Leaf today = new Leaf();
        Guard guard = guard(today);
        today.day = LocalDate.of(2026, 12, 31).toEpochDay();
        assertNull(guard.connect(FOR_THIS_YEAR, 443, null, Sentry.TCP));
        assertNull(guard.connect(FOR_THIS_YEAR, 443, null, Sentry.TCP));
        today.day++;
        assertNotNull(guard.connect(FOR_THIS_YEAR, 443, null, Sentry.TCP));
        today.day--;
        assertNull(guard.connect(FOR_THIS_YEAR, 443, null, Sentry.TCP));
    }

    @Test
    void thatNobodyListensIsKnownUntilSomebodyBeginsToAndThenAskedEachTime() {
        ground.own = OWN;
        assertNotNull(guard.connect(OWN, 8080, null, Sentry.TCP));
        ground.listening = 8080;
        assertNotNull(guard.connect(OWN, 8080, null, Sentry.TCP));
        guard.listening();
        assertNull(guard.connect(OWN, 8080, null, Sentry.TCP));
        assertNull(guard.connect(OWN, 8080, null, Sentry.TCP));
        ground.listening = 0;
        assertNotNull(guard.connect(OWN, 8080, null, Sentry.TCP));
    }

    @Test
    void theMachinesNameIsAskedForEachTime() {
        assertNotNull(guard.lookup("box-7"));
        ground.hostName = "box-7";
        assertNull(guard.lookup("box-7"));
        ground.hostName = "box-8";
        assertNotNull(guard.lookup("box-7"));
    }

    @Test
    void whoCallsIsAskedEachTimeWhereARuleNamesCallersAndNeverElse() {
        assertNull(guard.connect(IN_RANGE, 443, null, Sentry.TCP));
        verify(callers, never()).library();
        Library weather = new Library("weather.jar", "com.acme:weather:1", null);
        Library other = new Library("geo.jar", "com.acme:geo:1", null);
        when(callers.library()).thenReturn(weather, other, null, weather);
        assertNull(guard.connect(OF_ONE_CALLER, 443, null, Sentry.TCP));
        assertNotNull(guard.connect(OF_ONE_CALLER, 443, null, Sentry.TCP));
        assertNotNull(guard.connect(OF_ONE_CALLER, 443, null, Sentry.TCP));
        assertNull(guard.connect(OF_ONE_CALLER, 443, null, Sentry.TCP));
        verify(callers, times(4)).library();
    }

    @Test
    void whatDiffersInAnythingIsAnotherAttempt() {
        guard.resolved(HOST, LISTED);
        for (int i = 0; i < 2; i++) {
            assertNull(guard.connect(LISTED, 443, HOST, Sentry.TCP));
            assertNull(guard.connect(LISTED, 443, null, Sentry.TCP));
            assertNotNull(guard.connect(LISTED, 444, HOST, Sentry.TCP));
            assertNotNull(guard.connect(LISTED, 443, HOST, Sentry.UDP));
            assertNotNull(guard.connect(LISTED, 443, "evil.example", Sentry.TCP));
            assertNotNull(guard.connect(OWN, 443, HOST, Sentry.TCP));
            assertNull(guard.lookup(HOST));
            assertNotNull(guard.lookup("evil.example"));
        }
    }

    @Test
    void whatNeverWasKeptIsNotFound() {
        KnownAttempts known = new KnownAttempts();
        NameLedger ledger = new NameLedger(1, name -> false);
        Circumstances asked =
                new Circumstances(mock(OwnHost.class), ledger, new Today(), List.of(), callers);
        known.keep(null, 0, null, "a".repeat(256), List.of(), asked, key());
        assertNull(known.find(null, 0, null, "a".repeat(256), List.of(), 0, asked.today()));
        assertEquals(false, asked.isOwnName("a.example"));
        known.keep(null, 0, null, "a.example", List.of(), asked, key());
        assertNull(known.find(null, 0, null, "a.example", List.of(), 0, asked.today()));
    }

    @Test
    void aKnownDestinationCostsNoAllocation() {
        guard.resolved(HOST, LISTED);
        ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        repeat();
        long before = memory.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 10_000; i++) {
            repeat();
        }
        long bytes = memory.getCurrentThreadAllocatedBytes() - before;
        assertTrue(bytes < 10_000, "bytes for 10,000 rounds: " + bytes);
    }

    private void repeat() {
        assertNull(guard.connect(LISTED, 443, HOST, Sentry.TCP));
        assertNull(guard.connect(LISTED, 443, null, Sentry.TCP));
        assertNull(guard.connect(IN_RANGE, 443, null, Sentry.TCP));
        assertNull(guard.lookup(HOST));
        assertNull(guard.resolve(HOST));
    }

    @Test
    void everyRepeatIsCountedHoweverManyThreadsAreAtIt() throws Exception {
        int rounds = 20_000;
        guard.resolved(HOST, LISTED);
        inParallel(
                thread -> {
                    for (int i = 0; i < rounds; i++) {
                        repeat();
                        if (i % 1_000 == 0) {
                            guard.beat();
                        }
                    }
                });
        guard.end();
        // Of the five in a round the last is no attempt of its own; two connects are of one kind.
        long each = (long) THREADS * rounds;
        assertEquals(List.of(2 * each, each, each), counts());
    }

    /** Each thread has a name of its own, and all of them change the ledger all the time. */
    @Test
    void whoHasLookedANameUpMayConnectAtOnceWhateverOthersLookUp() throws Exception {
        inParallel(
                thread -> {
                    String name = "t" + thread + ".threads.example";
                    for (int i = 0; i < 200; i++) {
                        byte[] address = {(byte) 203, (byte) thread, 0, (byte) i};
                        assertNotNull(guard.connect(address, 443, name, Sentry.TCP));
                        guard.resolved(name, address);
                        assertNull(guard.connect(address, 443, name, Sentry.TCP));
                        assertNull(guard.connect(address, 443, null, Sentry.TCP));
                    }
                });
    }

    /** The one who changes the ledger may be slow; who finds it changed must not meet the past. */
    @Test
    void whoLooksUpWhatAnotherJustDidMayConnectAtOnce() throws Exception {
        for (int i = 0; i < 500; i++) {
            byte[] own = {(byte) 203, 1, (byte) (i >> 8), (byte) i};
            assertNotNull(guard.connect(own, 443, HOST, Sentry.TCP));
            inParallel(
                    thread -> {
                        guard.resolved(HOST, own);
                        assertNull(guard.connect(own, 443, HOST, Sentry.TCP));
                    });
        }
    }

    /** Any day that a test likes. */
    private static final class Leaf extends Today {
        private long day;

        @Override
        long epochDay() {
            return day;
        }
    }

    private interface Work {
        void in(int thread) throws Exception;
    }

    private void inParallel(Work work) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        List<Future<?>> done = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int thread = i;
            done.add(
                    threads.submit(
                            () -> {
                                start.await();
                                work.in(thread);
                                return null;
                            }));
        }
        start.countDown();
        for (Future<?> each : done) {
            each.get();
        }
    }

    private static AttemptKey key() {
        return AttemptKey.lookup("x", Verdict.allow(Reason.LEARN));
    }

    private Guard guard(Today today) throws PolicyException, IOException {
        String text =
                "{\"version\":1,\"server\":\"weather\",\"allow\":[\"api.weather.gov:443\","
                        + "{\"host\":\"*.threads.example\",\"ports\":[443]},"
                        + "{\"cidr\":\"10.4.0.0/16\",\"ports\":[443]},"
                        + "{\"cidr\":\"10.6.0.0/16\",\"ports\":[443],"
                        + "\"callers\":[\"com.acme:weather\"]},"
                        + "{\"cidr\":\"10.5.0.0/16\",\"ports\":[443],\"expires\":\"2026-12-31\"}],"
                        + "\"deny\":[{\"host\":\"evil.example\"}]}";
        Files.deleteIfExists(file());
        Policy policy = PolicyReader.read("p", text.getBytes(StandardCharsets.UTF_8));
        Orders orders = new Orders("weather", policy, null, null, false, null);
        return new StandIns(ground, callers, StandIns.nobodysJar(), today).guard(orders, file());
    }

    /** Of all kinds, the most frequent first. */
    private List<Long> counts() throws IOException {
        Map<String, Long> counts = new TreeMap<>();
        EventReader reader = new EventReader();
        for (String line : Files.readAllLines(file())) {
            if (reader.read(line) instanceof Event event) {
                counts.merge(event.activity() + " " + event.target(), event.count(), Long::sum);
            }
        }
        return counts.values().stream().sorted(Comparator.reverseOrder()).toList();
    }

    private Path file() {
        return folder.resolve("run.jsonl");
    }
}
