package dev.sallyport.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostPatternTest {
    @ParameterizedTest
    @CsvSource({
        "a.example, a.example, true",
        "a.example, b.a.example, false",
        "a.example, xa.example, false",
        "*.cdn.example, a.cdn.example, true",
        "*.cdn.example, a.b.cdn.example, false",
        "*.cdn.example, cdn.example, false",
        "*.cdn.example, acdn.example, false",
        "*.cdn.example, a.xcdn.example, false",
        "**.cdn.example, a.cdn.example, true",
        "**.cdn.example, a.b.c.cdn.example, true",
        "**.cdn.example, cdn.example, false",
        "**.cdn.example, acdn.example, false",
        "*.BÜCHER.example., a.xn--bcher-kva.example, true"
    })
    void aStarStandsForOneLabelAndTwoForOneOrMore(String pattern, String name, boolean matches) {
        HostPattern parsed = HostPattern.forAllow(pattern);

        assertEquals(matches, parsed.matches(name));
        assertEquals(parsed, HostPattern.forAllow(parsed.toString()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "**",
                "*.",
                "**.",
                "*.*",
                "***.a.example",
                "*.*.a.example",
                "a.*.example.com",
                "a*.example.com",
                "*a.example.com",
                "\uff0a.example.com",
                "*.1",
                "*..example.com"
            })
    void noOtherStarIsAPatternInAnyRule(String text) {
        assertThrows(IllegalArgumentException.class, () -> HostPattern.forAllow(text));
        assertThrows(IllegalArgumentException.class, () -> HostPattern.forDeny(text));
    }

    @Test
    void aWildcardOverATopLevelDomainIsForDenyRulesOnly() {
        assertThrows(IllegalArgumentException.class, () -> HostPattern.forAllow("*.com"));
        assertThrows(IllegalArgumentException.class, () -> HostPattern.forAllow("**.com."));
        assertEquals("**.test", HostPattern.forDeny("**.TEST").toString());
    }
}
