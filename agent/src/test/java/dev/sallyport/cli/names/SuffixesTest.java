package dev.sallyport.cli.names;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whose a name is, and what is odd about it. */
class SuffixesTest {
    private final Suffixes suffixes = Suffixes.read();

    @Test
    void nobodyOwnsAPublicSuffix() {
        for (String name : List.of("com", "co.uk", "github.io", "cloudfront.net", "localhost")) {
            assertTrue(suffixes.isPublic(name), name);
        }
    }

    @Test
    void whatOneOwnerRegisteredIsKnownOnSharedHostingToo() {
        assertEquals("example.co.uk", suffixes.owned("cdn.example.co.uk"));
        assertEquals("example.com", suffixes.owned("example.com"));
        assertEquals("alice.github.io", suffixes.owned("www.alice.github.io"));
        assertNull(suffixes.owned("github.io"));
    }

    @Test
    void sharedHostingIsToldFromADomainOfOnesOwn() {
        assertTrue(suffixes.isShared("alice.github.io"));
        assertTrue(suffixes.isShared("d111111abcdef8.cloudfront.net"));
        assertFalse(suffixes.isShared("api.weather.gov"));
        assertFalse(suffixes.isShared("www.example.co.uk"));
    }

    @Test
    void theListIsDated() {
        assertTrue(LocalDate.parse(suffixes.date()).isAfter(LocalDate.of(2026, 1, 1)));
    }

    @Test
    void lookAlikesAreFound() {
        List<String> known = List.of("api.weather.gov");
        for (String alike :
                List.of(
                        "api.weathor.gov",
                        "api.wether.gov",
                        "api.weatther.gov",
                        "api.waether.gov",
                        "api.weather.gv")) {
            assertEquals("api.weather.gov", NameMarks.lookAlike(alike, known), alike);
        }
        assertEquals("corp.example", NameMarks.lookAlike("corp.examp1e", List.of("corp.example")));
        assertEquals("mail.example", NameMarks.lookAlike("rnail.example", List.of("mail.example")));
        assertNull(NameMarks.lookAlike("api.weather.gov", known));
        assertNull(NameMarks.lookAlike("geocode.example", known));
        assertNull(NameMarks.lookAlike("api2.example", List.of("api1.example")));
    }

    @Test
    void lettersBeyondAsciiAreTold() {
        assertTrue(NameMarks.isInternational("xn--pple-43d.com"));
    }
}
