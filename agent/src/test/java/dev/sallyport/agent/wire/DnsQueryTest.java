package dev.sallyport.agent.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.sallyport.policy.Address;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DnsQueryTest {
    @Test
    void aPlainQuerySaysItsNameInLowerCase() {
        DnsQuery query = DnsQuery.of(Messages.query("API.Listed.example", 1).bytes());
        assertEquals("api.listed.example", query.name());
        assertEquals(7, query.id());
        assertNull(query.reversed());
    }

    @Test
    void aNameOfBytesThatNoHostNameHasReadsLikeNoOther() {
        assertEquals("api\\046listed.example", name(new byte[] {'a', 'p', 'i', '.'}, "listed"));
        assertEquals("\\000\\255listed.example", name(new byte[] {0, (byte) 0xff}, "listed"));
        assertEquals(".", DnsQuery.of(Messages.header(7, 0, 1).u1(0).u2(2).u2(1).bytes()).name());
    }

    private static String name(byte[] first, String rest) {
        Messages message = Messages.header(7, 0x0100, 1).u1(first.length + rest.length());
        for (byte b : first) {
            message.u1(b);
        }
        for (int i = 0; i < rest.length(); i++) {
            message.u1(rest.charAt(i));
        }
        return DnsQuery.of(message.name("example").u2(1).u2(1).bytes()).name();
    }

    @Test
    void whatCouldCarryMoreThanANameIsNoPlainQuery() {
        Messages plain = Messages.query("a.example", 1);
        assertNotNull(DnsQuery.of(plain.bytes()));
        List.of(
                        plain.u1(0), // something behind it
                        Messages.header(7, 0x8100, 1).name("a.example").u2(1).u2(1),
                        Messages.header(7, 0x2800, 1).name("a.example").u2(1).u2(1),
                        Messages.header(7, 0x0140, 1).name("a.example").u2(1).u2(1),
                        Messages.header(7, 0x0101, 1).name("a.example").u2(1).u2(1),
                        Messages.header(7, 0x0100, 0),
                        Messages.header(7, 0x0100, 2).name("a.example").u2(1).u2(1),
                        Messages.header(7, 0x0100, 1, 1).name("a.example").u2(1).u2(1),
                        Messages.header(7, 0x0100, 1, 0, 1).name("a.example").u2(1).u2(1),
                        Messages.header(7, 0x0100, 1).name("a.example").u2(1).u2(3),
                        Messages.header(7, 0x0100, 1).labels("a").pointer(12).u2(1).u2(1),
                        Messages.header(7, 0x0100, 1).name("a.example").u2(1))
                .forEach(message -> assertNull(DnsQuery.of(message.bytes())));
        assertNull(DnsQuery.of(new byte[0]));
        assertNull(DnsQuery.of(new byte[11]));
    }

    @Test
    void anOptRecordMayStandBehindItWithoutOptionsAndNothingElse() {
        assertNotNull(DnsQuery.of(withOpt(41, 0, 0x8000, 0).bytes()));
        assertNotNull(DnsQuery.of(withOpt(41, 0, 0, 0).bytes()));
        assertNull(DnsQuery.of(withOpt(16, 0, 0, 0).bytes()));
        assertNull(DnsQuery.of(withOpt(41, 1, 0, 0).bytes()));
        assertNull(DnsQuery.of(withOpt(41, 0, 0x4000, 0).bytes()));
        assertNull(DnsQuery.of(withOpt(41, 0, 0, 4).u2(10).u2(0).bytes()));
    }

    private static Messages withOpt(int type, int version, int flags, int length) {
        Messages query = Messages.header(7, 0x0100, 1, 0, 0, 1).name("a.example").u2(1).u2(1);
        return query.u1(0).u2(type).u2(4096).u2(version).u2(flags).u2(length);
    }

    @Test
    void anAddressIsReadFromTheOneNameThatItHas() {
        assertEquals(Address.parse("192.0.2.10"), reversed("10.2.0.192.in-addr.arpa"));
        assertEquals(
                Address.parse("2001:db8::af"),
                reversed("f.a" + ".0".repeat(22) + ".8.b.d.0.1.0.0.2.ip6.arpa"));
        for (String other :
                List.of(
                        "010.2.0.192.in-addr.arpa",
                        "256.2.0.192.in-addr.arpa",
                        "2.0.192.in-addr.arpa",
                        "x.10.2.0.192.in-addr.arpa",
                        "-1.2.0.192.in-addr.arpa",
                        "in-addr.arpa",
                        "a.example")) {
            assertNull(reversed(other), other);
        }
    }

    private static Address reversed(String name) {
        return DnsQuery.of(Messages.query(name, 12).bytes()).reversed();
    }

    @Test
    void noBytesMakeItFail() {
        Random random = new Random(53);
        byte[] plain = Messages.query("api.listed.example", 1).bytes();
        for (int i = 0; i < 200_000; i++) {
            byte[] bytes = Arrays.copyOf(plain, random.nextInt(plain.length + 4));
            for (int flips = random.nextInt(4); flips > 0 && bytes.length > 0; flips--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            DnsQuery query = DnsQuery.of(bytes);
            if (query != null) {
                assertNotNull(query.name());
            }
        }
    }
}
