package dev.sallyport.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostNameTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "api.weather.gov",
                "localhost",
                "my_service",
                "_dns.resolver.arpa",
                "xn--bcher-kva.example",
                "1and1.example",
                "3com",
                "-odd-.example",
                "0xyz",
                "a.b1"
            })
    void aCanonicalNameComesBackAsTheSameInstance(String name) {
        assertSame(name, HostName.canonical(name));
    }

    @ParameterizedTest
    @CsvSource({
        "API.Weather.GOV, api.weather.gov",
        "api.weather.gov., api.weather.gov",
        "bücher.example, xn--bcher-kva.example",
        "BÜCHER.Example., xn--bcher-kva.example",
        "ａpi。weather．gov｡, api.weather.gov",
        "straße.example, strasse.example",
        "XN--BCHER-KVA.example, xn--bcher-kva.example",
        "аpi.weather.gov, xn--pi-6kc.weather.gov"
    })
    void everySpellingOfANameBecomesTheSame(String spelling, String canonical) {
        assertEquals(canonical, HostName.canonical(spelling));
        assertSame(canonical, HostName.canonical(canonical));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "a..b",
                ".a",
                "a..",
                "a b.example",
                "a\u00a0b.example",
                "a\u3000b.example",
                "a\u0000.example",
                "a\n.example",
                "a\u0085.example",
                "a/b",
                "a:443",
                "user@a.example",
                "*.example.com",
                "a\uff0fb.example",
                "\u2100.example",
                "a\u2024b.example",
                "a\u2026b.example",
                "\u00ad.example",
                "\ud800.example",
                "a\udc00",
                "[::1]",
                "::1"
            })
    void whatIsNoNameIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> HostName.canonical(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "192.0.2.1",
                "127.1",
                "2130706433",
                "0x7f000001",
                "0X7F.1",
                "0x",
                "017700000001",
                "1.2.3.4.",
                "a.example.1",
                "１２７.0.0.1"
            })
    void anAddressInAnySpellingIsRefused(String text) {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> HostName.canonical(text));
        assertEquals("ends in a number, as only addresses do", refused.getMessage());
    }

    @Test
    void lengthsUpToTheLimitsAreNamesAndBeyondAreNot() {
        String label = "a".repeat(63);
        String longest = (label + ".").repeat(3) + "a".repeat(61);
        assertEquals(253, longest.length());
        assertSame(longest, HostName.canonical(longest));
        assertEquals(longest, HostName.canonical(longest + "."));
        assertThrows(IllegalArgumentException.class, () -> HostName.canonical(longest + "a"));
        assertThrows(IllegalArgumentException.class, () -> HostName.canonical(label + "a.example"));
        assertThrows(IllegalArgumentException.class, () -> HostName.canonical("ü".repeat(2000)));
    }

    @Test
    void aRefusalNamesTheCharacterWithoutPrintingIt() {
        IllegalArgumentException refused =
                assertThrows(
                        IllegalArgumentException.class, () -> HostName.canonical("a\u001b[0m"));
        assertTrue(
                refused.getMessage().startsWith("holds the character U+001b"), refused::getMessage);
    }
}
