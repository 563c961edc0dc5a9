package dev.sallyport.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTest {
    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 192.0.2.7, true",
        "192.0.2.7, 192.0.2.8, false",
        "10.0.0.0/8, 10.255.255.255, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "0.0.0.0/0, 203.0.113.1, true",
        "0.0.0.0/0, 2001:db8::1, false",
        "192.0.2.0/31, 192.0.2.1, true",
        "2001:db8::/32, 2001:db8:ffff::1, true",
        "2001:db8::/32, 2001:db9::, false",
        "2001:db8::/64, 2001:db8::ffff:0:0:1, true",
        "2001:db8::/65, 2001:db8:0:0:8000::1, false",
        "2001:db8::1, 2001:db8::1, true",
        "::/0, 2001:db8::1, true",
        "::/0, 192.0.2.1, false",
        "::ffff:10.0.0.0/104, 10.1.2.3, true",
        "::ffff:10.0.0.1, 10.0.0.1, true",
        "169.254.169.254, ::ffff:169.254.169.254, true",
        "169.254.169.254, 64:ff9b::a9fe:a9fe, true",
        "169.254.169.254, 2002:a9fe:a9fe::1, true",
        "169.254.169.254, ::169.254.169.254, true",
        "64:ff9b::/96, 64:ff9b::a9fe:a9fe, true",
        "64:ff9b::/96, 169.254.169.254, false"
    })
    void aRangeMeetsItsAddressesAndTheIpv4InsideIpv6(String range, String address, boolean meets) {
        assertEquals(meets, AddressRange.parse(range).meets(Address.parse(address)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "192.0.2.0/33",
                "192.0.2.0/",
                "192.0.2.0/08",
                "192.0.2.0/-1",
                "192.0.2.0/8/8",
                "192.0.2.1/24",
                "2001:db8::/129",
                "2001:db8::1/64",
                "::1/0",
                "::ffff:0:0/95",
                "::ffff:10.0.0.1/104",
                "a.example",
                "192.0.2",
                "fe80::1%eth0",
                "",
                "/8",
                "192.0.2.0/ 8"
            })
    void whatIsNoRangeIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> AddressRange.parse(text));
    }

    @Test
    void bitsBehindThePrefixAreRefusedWithTheRangeThatWasMeant() {
        IllegalArgumentException refused =
                assertThrows(
                        IllegalArgumentException.class, () -> AddressRange.parse("192.0.2.1/24"));
        assertTrue(refused.getMessage().endsWith("the range is 192.0.2.0/24"), refused::getMessage);
    }

    @Test
    void aMappedRangeIsTheIpv4RangeItMeans() {
        assertEquals(AddressRange.parse("10.0.0.0/8"), AddressRange.parse("::ffff:10.0.0.0/104"));
        assertEquals("10.0.0.0/8", AddressRange.parse("::ffff:a00:0/104").toString());
        assertEquals("10.0.0.1", AddressRange.parse("10.0.0.1/32").toString());
    }
}
