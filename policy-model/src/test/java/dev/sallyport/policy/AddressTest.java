package dev.sallyport.policy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "255.255.255.255, 255.255.255.255",
        "::, ::",
        "::1, ::1",
        "1::, 1::",
        "2001:DB8::0:1, 2001:db8::1",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0",
        "::ffff:192.0.2.1, 192.0.2.1",
        "0:0:0:0:0:ffff:c000:201, 192.0.2.1",
        "64:ff9b::192.0.2.1, 64:ff9b::c000:201",
        "fe80::1%eth0, fe80::1"
    })
    void aLiteralIsReadAndWrittenInOneSpelling(String literal, String spelling) {
        Address address = Address.parse(literal);

        assertEquals(spelling, address.toString());
        assertEquals(address, Address.parse(spelling));
        assertEquals(address, Address.of(address.toBytes()));
        assertEquals(address.hashCode(), Address.parse(spelling).hashCode());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "127.1",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.256",
                "01.2.3.4",
                "1.2.3.4 ",
                "1..2.3",
                "0x7f.0.0.1",
                "1.2.3.4%eth0",
                ":",
                ":::",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1::2::3",
                "1:2:3:4:5:6:7:8::",
                "::12345",
                "::g",
                "1:",
                ":1",
                "::1.2.3",
                "1:2:3:4:5:6:7:1.2.3.4",
                "::1.2.3.4:5",
                "fe80::1%",
                "[::1]",
                "a.example",
                "::１"
            })
    void anythingElseIsNoLiteral(String text) {
        assertThrows(IllegalArgumentException.class, () -> Address.parse(text));
    }

    @Test
    void theJdkReadsWhatWeWriteAsTheSameAddress() throws Exception {
        Random random = new Random(42);
        for (int i = 0; i < 2000; i++) {
            byte[] bytes = new byte[i % 2 == 0 ? 4 : 16];
            random.nextBytes(bytes);
            for (int zero = random.nextInt(8); zero > 0; zero--) {
                bytes[random.nextInt(bytes.length)] = 0;
            }
            Address address = Address.of(bytes);
            assertArrayEquals(bytes, InetAddress.getByName(address.toString()).getAddress());
            assertEquals(address, Address.parse(InetAddress.getByAddress(bytes).getHostAddress()));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "::192.0.2.1, 192.0.2.1",
        "64:ff9b::a00:1, 10.0.0.1",
        "2002:a9fe:a9fe::1, 169.254.169.254"
    })
    void anIpv6AddressOffersTheIpv4InsideIt(String outer, String inner) {
        assertEquals(Address.parse(inner), Address.parse(outer).embedded());
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.1", "::", "::1", "2001:db8::1", "64:ff9b:0:0:1::1"})
    void otherAddressesHaveNoneInside(String literal) {
        assertNull(Address.parse(literal).embedded());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.255.255.255",
                "10.0.0.0",
                "10.255.255.255",
                "100.64.0.0",
                "100.127.255.255",
                "127.0.0.1",
                "169.254.0.0",
                "172.16.0.0",
                "172.31.255.255",
                "192.0.0.0",
                "192.0.0.255",
                "192.168.0.0",
                "224.0.0.0",
                "239.255.255.255",
                "240.0.0.0",
                "255.255.255.255",
                "::",
                "::1",
                "::2",
                "fc00::",
                "fdff::1",
                "fe80::",
                "febf::1",
                "fec0::",
                "feff::1",
                "ff00::",
                "ffff::1",
                "64:ff9b:1::",
                "64:ff9b:1:ffff::1",
                "2001::1",
                "2001:0:ffff::1",
                "64:ff9b::7f00:1",
                "2002:c0a8:1::1",
                "::ffff:10.0.0.1"
            })
    void specialAddressesAreKnown(String literal) {
        assertTrue(Address.parse(literal).isSpecial());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.0.0.0",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.0.0.1",
                "128.0.0.0",
                "169.253.255.255",
                "169.255.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "191.255.255.255",
                "192.0.1.0",
                "192.0.2.1",
                "192.167.255.255",
                "192.169.0.0",
                "198.18.0.1",
                "203.0.113.1",
                "223.255.255.255",
                "fbff::1",
                "fe00::1",
                "fe7f::1",
                "2001:1::1",
                "2001:db8::1",
                "64:ff9b::cb00:7101",
                "64:ff9b:2::1",
                "2002:cb00:7101::"
            })
    void theirNeighboursAreOrdinary(String literal) {
        assertFalse(Address.parse(literal).isSpecial());
    }

    @Test
    void loopbackIsNothingButLoopback() {
        assertTrue(Address.parse("127.9.9.9").isLoopback());
        assertTrue(Address.parse("::1").isLoopback());
        assertTrue(Address.parse("::ffff:127.0.0.1").isLoopback());
        assertFalse(Address.parse("64:ff9b::7f00:1").isLoopback());
        assertFalse(Address.parse("::").isLoopback());
        assertFalse(Address.parse("0.0.0.0").isLoopback());
    }

    @Test
    void theBytesAreCopied() {
        byte[] bytes = {(byte) 192, 0, 2, 1};
        Address address = Address.of(bytes);
        bytes[0] = 10;
        assertEquals("192.0.2.1", address.toString());
        assertThrows(IllegalArgumentException.class, () -> Address.of(new byte[5]));
    }
}
