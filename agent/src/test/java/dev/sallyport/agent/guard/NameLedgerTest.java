package dev.sallyport.agent.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.policy.Address;
import java.util.List;
import org.junit.jupiter.api.Test;

class NameLedgerTest {
    private static final Address ONE = Address.parse("203.0.113.1");
    private static final Address TWO = Address.parse("203.0.113.2");

    @Test
    void aNameIsProvedForTheAddressesOfItsLookUpsAndForNoOther() {
        NameLedger ledger = new NameLedger(10, name -> false);
        ledger.bind("a.example", ONE);
        assertTrue(ledger.proves("a.example", ONE));
        assertTrue(ledger.proves("a.example", Address.parse("::ffff:203.0.113.1")));
        assertFalse(ledger.proves("a.example", TWO));
        assertFalse(ledger.proves("b.example", ONE));
    }

    @Test
    void anAddressHasEveryNameThatGaveIt() {
        NameLedger ledger = new NameLedger(10, name -> false);
        ledger.bind("a.example", ONE);
        ledger.bind("b.example", ONE);
        ledger.bind("a.example", ONE);
        assertEquals(List.of("a.example", "b.example"), ledger.namesOf(ONE));
        assertEquals(List.of(), ledger.namesOf(TWO));
    }

    @Test
    void aFloodOfNamesPushesOutTheLeastUsedButNeverOneThatARuleSpellsOut() {
        NameLedger ledger = new NameLedger(100, "listed.example"::equals);
        ledger.bind("listed.example", ONE);
        ledger.bind("used.example", TWO);
        for (int i = 0; i < 10_000; i++) {
            ledger.bind("n" + i + ".example", Address.parse("198.51.100." + i % 250));
            assertTrue(ledger.proves("used.example", TWO), "after " + i);
        }
        assertTrue(ledger.proves("listed.example", ONE));
        assertFalse(ledger.proves("n0.example", Address.parse("198.51.100.0")));
        assertTrue(ledger.size() <= 101, "size " + ledger.size());
    }

    @Test
    void aNameKeepsItsLatestAddressesAndAnAddressItsLatestNames() {
        NameLedger ledger = new NameLedger(1_000, name -> false);
        for (int i = 0; i < 300; i++) {
            ledger.bind("many.example", Address.parse("10.0." + i / 256 + "." + i % 256));
            ledger.bind("n" + i + ".example", ONE);
        }
        assertTrue(ledger.proves("many.example", Address.parse("10.0.1.43")));
        assertFalse(ledger.proves("many.example", Address.parse("10.0.0.0")));
        assertEquals(List.of(), ledger.namesOf(Address.parse("10.0.0.0")));
        assertEquals(NameLedger.NAMES_PER_ADDRESS, ledger.namesOf(ONE).size());
        assertTrue(ledger.namesOf(ONE).contains("n299.example"));
    }
}
