package dev.sallyport.agent.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.policy.Address;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DnsAnswerTest {
    private static final int NAME = 12;
    private static final DnsQuery QUERY = DnsQuery.of(Messages.query("a.example", 1).bytes());

    @Test
    void theAddressesOfTheNameAreRead() {
        Messages message =
                Messages.answer("A.example", 1, 3)
                        .pointer(NAME)
                        .record(1, 4)
                        .ipv4(1)
                        .pointer(NAME)
                        .record(46, 3) // somebody's signature
                        .u1(1)
                        .u1(2)
                        .u1(3)
                        .name("A.EXAMPLE")
                        .record(28, 16);
        for (int i = 0; i < 16; i++) {
            message.u1(i == 0 ? 0x20 : i == 15 ? 9 : 0);
        }
        DnsAnswer answer = read(message);
        assertEquals(List.of(address(1), Address.parse("2000::9")), answer.addresses());
        assertEquals(List.of(), answer.aliases());
    }

    @Test
    void anAddressAtTheEndOfItsAliasesIsTheNamesInWhicheverOrderTheyStand() {
        DnsAnswer answer =
                read(
                        Messages.answer("a.example", 1, 3)
                                .name("cdn.example")
                                .record(1, 4)
                                .ipv4(3)
                                .name("b.example")
                                .record(5, 13)
                                .name("cdn.example")
                                .pointer(NAME)
                                .record(5, 4)
                                .labels("b")
                                .pointer(14)); // example
        assertEquals(List.of(address(3)), answer.addresses());
        assertEquals(List.of("b.example", "cdn.example"), answer.aliases());
    }

    @Test
    void anAddressOfAnotherNameIsNotItsNorIsAHint() {
        DnsAnswer answer =
                read(
                        Messages.answer("a.example", 1, 2)
                                .name("b.example")
                                .record(1, 4)
                                .ipv4(4)
                                .pointer(NAME)
                                .record(65, 11) // HTTPS, priority 1, ipv4hint
                                .u2(1)
                                .u1(0)
                                .u2(4)
                                .u2(4)
                                .ipv4(5));
        assertEquals(List.of(), answer.addresses());
    }

    @Test
    void recordsBesideTheAnswersDoNotCount() {
        Messages message = Messages.header(7, 0x8180, 1, 0, 1, 1).name("a.example").u2(1).u2(1);
        message.pointer(NAME).record(1, 4).ipv4(6).pointer(NAME).record(1, 4).ipv4(7);
        assertEquals(List.of(), read(message).addresses());
    }

    @Test
    void anAnswerToAnotherQuestionIsNone() {
        assertNull(read(Messages.query("a.example", 1)), "the query itself");
        assertNull(read(Messages.answer("b.example", 1, 0)));
        assertNull(read(Messages.answer("a.example", 28, 0)));
        assertNull(read(Messages.header(8, 0x8180, 1).name("a.example").u2(1).u2(1)));
        assertNull(read(Messages.header(7, 0x8180, 0)));
        assertNull(read(Messages.header(7, 0xa980, 1).name("a.example").u2(1).u2(1)));
        assertNull(DnsAnswer.of(new byte[0], QUERY));
    }

    @Test
    void aFailureHasNoAddresses() {
        Messages message = Messages.header(7, 0x8183, 1, 1).name("a.example").u2(1).u2(1);
        assertEquals(List.of(), read(message.pointer(NAME).record(1, 4).ipv4(8)).addresses());
    }

    @Test
    void whatIsCutCountsOnlyWhereTheServerSaysThatItCutIt() {
        byte[] whole =
                Messages.answer("a.example", 1, 2)
                        .pointer(NAME)
                        .record(1, 4)
                        .ipv4(1)
                        .pointer(NAME)
                        .record(1, 4)
                        .ipv4(2)
                        .bytes();
        byte[] cut = Arrays.copyOf(whole, whole.length - 2);
        assertEquals(List.of(), DnsAnswer.of(cut, QUERY).addresses());
        cut[2] |= 0x02;
        assertEquals(List.of(address(1)), DnsAnswer.of(cut, QUERY).addresses());
    }

    @Test
    void pointersThatLeadForwardOrInACircleEndTheReading() {
        for (int to : new int[] {29, 27, 200, 0}) {
            Messages message = Messages.answer("a.example", 1, 1);
            assertEquals(27, message.position());
            message.pointer(to).record(1, 4).ipv4(1);
            assertEquals(List.of(), read(message).addresses(), "to " + to);
        }
        Messages circle = Messages.answer("a.example", 1, 1).labels("x").pointer(27).record(1, 4);
        assertEquals(List.of(), read(circle.ipv4(1)).addresses());
    }

    @Test
    void aliasesInACircleComeToAnEnd() {
        Messages message = Messages.answer("a.example", 1, 2);
        message.pointer(NAME).record(5, 11).name("b.example");
        message.name("b.example").record(5, 2).pointer(NAME);
        assertEquals(List.of("b.example"), read(message).aliases());
    }

    @Test
    void noBytesMakeItFailOrTakeLong() {
        Random random = new Random(53);
        byte[] plain =
                Messages.answer("a.example", 1, 2)
                        .pointer(NAME)
                        .record(5, 4)
                        .labels("b")
                        .pointer(14)
                        .labels("b")
                        .pointer(14)
                        .record(1, 4)
                        .ipv4(1)
                        .bytes();
        assertNotNull(DnsAnswer.of(plain, QUERY));
        for (int i = 0; i < 200_000; i++) {
            byte[] bytes = Arrays.copyOf(plain, random.nextInt(plain.length + 4));
            for (int flips = random.nextInt(4); flips > 0 && bytes.length > 0; flips--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            DnsAnswer answer = DnsAnswer.of(bytes, QUERY);
            assertTrue(answer == null || answer.addresses().size() <= 2);
        }
    }

    private static DnsAnswer read(Messages message) {
        return DnsAnswer.of(message.bytes(), QUERY);
    }

    private static Address address(int last) {
        return Address.parse("192.0.2." + last);
    }
}
