package dev.sallyport.agent.guard;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.agent.gate.Sentry;
import dev.sallyport.policy.Address;
import dev.sallyport.policy.Policy;
import dev.sallyport.policy.PolicyReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that looks up different names without end, allowed ones and refused ones. */
class LookUpSoakTest {
    private static final int SETTLED = 50_000;
    private static final int LOOK_UPS = 150_000;
    private static final int ANSWERS = 1_000_000;
    private static final int LISTED = 100;

    /** A name that is kept costs some 300 bytes: what leaked would show a hundred times over. */
    private static final long MOST_GROWTH = 2 << 20;

    @TempDir Path folder;

    @Test
    void aMillionAnswersLeaveTheLedgerAsLargeAsThoseOfBefore() {
        NameLedger ledger =
                new NameLedger(
                        NameLedger.DEFAULT_CAPACITY, name -> name.endsWith(".listed.example"));
        for (int i = 0; i < LISTED; i++) {
            ledger.bind(listed(i), Address.of(address(i)));
        }
        long settled = 0;
        for (int i = 0; i < ANSWERS; i++) {
            if (i == SETTLED) {
                settled = used();
            }
            ledger.bind("n" + i + ".cdn.example", Address.of(address(i)));
        }
        long growth = used() - settled;
        assertTrue(growth < MOST_GROWTH, "grown by " + growth + " bytes");
        assertTrue(ledger.size() <= NameLedger.DEFAULT_CAPACITY + LISTED, "size " + ledger.size());
        for (int i = 0; i < LISTED; i++) {
            assertTrue(ledger.proves(listed(i), Address.of(address(i))), listed(i));
        }
        assertFalse(ledger.proves("n0.cdn.example", Address.of(address(0))));
    }

    @Test
    void memoryStaysFlatAndNoNameThatARuleSpellsOutIsForgotten() throws Exception {
        Guard guard = guard();
        for (int i = 0; i < LISTED; i++) {
            lookUp(guard, listed(i), address(i));
        }
        lookUp(guard, "first.cdn.example", address(LISTED));
        long settled = 0;
        for (int i = 0; i < LOOK_UPS; i++) {
            if (i == SETTLED) {
                settled = used();
            }
            if (i % 4 == 0) {
                assertNotNull(guard.lookup("n" + i + ".evil.example"));
            } else {
                lookUp(guard, "n" + i + ".cdn.example", address(i));
            }
        }
        long growth = used() - settled;
        assertTrue(growth < MOST_GROWTH, "grown by " + growth + " bytes");
        for (int i = 0; i < LISTED; i++) {
            assertNull(guard.connect(address(i), 443, listed(i), Sentry.TCP), listed(i));
        }
        int last = LOOK_UPS - 1;
        assertNull(guard.connect(address(last), 443, "n" + last + ".cdn.example", Sentry.TCP));
        assertNotNull(guard.connect(address(LISTED), 443, "first.cdn.example", Sentry.TCP));
    }

    private static void lookUp(Guard guard, String name, byte[] address) {
        assertNull(guard.lookup(name), name);
        assertNull(guard.resolve(name), name);
        guard.resolved(name, address);
    }

    private static String listed(int i) {
        return "api" + i + ".listed.example";
    }

    private static byte[] address(int i) {
        return Address.parse("203." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255)).toBytes();
    }

    private static long used() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private Guard guard() throws Exception {
        List<String> rules = new ArrayList<>(List.of("\"**.cdn.example:443\""));
        for (int i = 0; i < LISTED; i++) {
            rules.add("\"" + listed(i) + ":443\"");
        }
        String text = "{\"version\": 1, \"server\": \"soak\", \"allow\": " + rules + "}";
        Policy policy = PolicyReader.read("p", text.getBytes(StandardCharsets.UTF_8));
        return new StandIns()
                .guard(
                        new Orders("soak", policy, null, null, false, null),
                        folder.resolve("run.jsonl"));
    }
}
