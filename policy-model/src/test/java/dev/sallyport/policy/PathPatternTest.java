package dev.sallyport.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathPatternTest {
    @ParameterizedTest
    @CsvSource({
        "libsqlitejdbc*.so, /tmp/x/libsqlitejdbc-3.46.so, true",
        "libsqlitejdbc*.so, /tmp/libsqlitejdbc.so, true",
        "libsqlitejdbc*.so, /tmp/libsqlitejdbc.so.bak, false",
        "libsqlitejdbc*.so, /tmp/xlibsqlitejdbc.so, false",
        "libsqlitejdbc*.so, /tmp/libsqlitejdbc/x.so, false",
        "lib?.so, /a/libz.so, true",
        "lib?.so, /a/lib.so, false",
        "/usr/bin/git, /usr/bin/git, true",
        "/usr/bin/git, /opt/usr/bin/git, false",
        "/usr/bin/git, /usr/bin/GIT, false",
        "/usr/bin/*, /usr/bin/git, true",
        "/usr/bin/*, /usr/bin/a/git, false",
        "/opt/*/bin/java, /opt/jdk-17/bin/java, true",
        "/opt/*/bin/java, /opt/a/b/bin/java, false",
        "/opt/*/bin/java, /opt/../bin/java, false",
        "/opt/?/x, /opt///x, false",
        "/a*b*c, /aXbXbXc, true",
        "/a*b*c, /aXbXb, false",
        "/a*/b*, /ax/by, true"
    })
    void aPatternMatchesAFileNameOrAWholePath(String pattern, String path, boolean matches) {
        assertEquals(matches, PathPattern.parse(pattern).matches(path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bin/git",
                "./git",
                "/usr/../bin/git",
                "/usr/./git",
                "/usr//git",
                "/usr/bin/",
                "/",
                "..",
                ".",
                "/opt/**",
                "**",
                "/a\u0000",
                "a\nb",
                "/x/.."
            })
    void whatCouldNeverMatchIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> PathPattern.parse(text));
    }

    @Test
    void aHostilePathTakesNoTimeToReject() {
        PathPattern pattern = PathPattern.parse("a*".repeat(50) + "b");
        String path = "/" + "a".repeat(4000);

        assertTimeoutPreemptively(Duration.ofSeconds(2), () -> assertFalse(pattern.matches(path)));
    }
}
