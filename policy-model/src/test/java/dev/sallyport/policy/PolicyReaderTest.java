package dev.sallyport.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyReaderTest {
    private static final String MINIMAL = "{\"version\": 1, \"server\": \"s\"}";

    private static Policy read(String text) throws PolicyException {
        return PolicyReader.read("p.json", text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> errors(byte[] text) {
        PolicyException refused =
                assertThrows(PolicyException.class, () -> PolicyReader.read("p.json", text));
        return refused.errors().stream().map(PolicyError::toString).toList();
    }

    private static List<String> errors(String text) {
        return errors(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String inPolicy(String more) {
        return "{\"version\": 1, \"server\": \"s\",\n" + more + "}";
    }

    @Test
    void everyKeyIsRead() throws Exception {
        Policy policy =
                read(
                        """
                        { // the weather server
                          "$schema": "https://sallyport.example/policy-1.schema.json",
                          "version": 1,
                          "server": "io.example/weather",
                          "onViolation": "report", /* for now */
                          "allow": [
                            {"id": "nws", "host": "*.Weather.gov", "ports": [443, "8000-8010"],
                             "transport": "udp", "addresses": ["10.4.0.0/16"],
                             "tools": ["get_forecast"], "expires": "2027-06-01", "why": "forecasts",
                             "callers": ["com.acme:weather", "okhttp-*.jar", "unknown"]},
                            "api.weather.gov:443",
                            {"cidr": "192.0.2.0/24", "ports": [53]},
                            {"unix": "/run/app.sock"}
                          ],
                          "deny": [{"host": "**.test", "quiet": true, "onViolation": "log"}],
                          "processes": {"allow": ["/usr/bin/git"], "onViolation": "log"},
                          "nativeLibraries": {"allow": [
                            "libz*.so", {"path": "/opt/x.so", "sha256": "%s"}]},
                          "artifact": {"name": "com.acme:weather", "sha256": ["%s"]}
                        }
                        """
                                .formatted("A".repeat(64), "b".repeat(64)));

        assertEquals("io.example/weather", policy.server());
        assertEquals(OnViolation.REPORT, policy.onViolation());
        Rule nws = policy.allow().get(0);
        assertEquals("rule:nws", nws.label());
        assertEquals("*.weather.gov", nws.host().toString());
        assertEquals("443, 8000-8010", nws.ports().toString());
        assertEquals(Transport.UDP, nws.transport());
        assertEquals("[10.4.0.0/16]", nws.addresses().toString());
        assertEquals(List.of("get_forecast"), nws.tools());
        assertEquals("[com.acme:weather, okhttp-*.jar, unknown]", nws.callers().toString());
        assertEquals(LocalDate.of(2027, 6, 1).toEpochDay(), nws.expires());
        assertEquals("forecasts", nws.why());
        Rule shortForm = policy.allow().get(1);
        assertEquals("rule:allow[1]", shortForm.label());
        assertEquals(Transport.TCP, shortForm.transport());
        assertEquals(Rule.NEVER, shortForm.expires());
        assertEquals("192.0.2.0/24", policy.allow().get(2).range().toString());
        assertEquals("/run/app.sock", policy.allow().get(3).unixPath());
        Rule deny = policy.deny().get(0);
        assertEquals("rule:deny[0]", deny.label());
        assertTrue(deny.quiet());
        assertEquals(OnViolation.LOG, deny.onViolation());
        assertNull(deny.ports());
        assertNull(deny.transport());
        assertEquals(OnViolation.LOG, policy.processes().onViolation());
        assertEquals("a".repeat(64), policy.nativeLibraries().allow().get(1).sha256());
        assertEquals("com.acme:weather", policy.artifact().name());
        assertEquals(List.of("b".repeat(64)), policy.artifact().sha256());
    }

    @Test
    void whatTheFileLeavesOutHasTheStrictDefault() throws Exception {
        Policy policy = read(MINIMAL);

        assertEquals(OnViolation.BLOCK, policy.onViolation());
        assertEquals(List.of(), policy.allow());
        assertEquals(List.of(), policy.deny());
        assertNull(policy.artifact());
    }

    @Test
    void everyErrorOfAFileIsReportedAtOnceInFileOrder() {
        String text =
                """
                {
                  "version": 2,
                  "onViolation": "blok",
                  "alow": [{"nested": [1, 2]}],
                  "allow": [
                    {"host": "a.example", "ports": [443]},
                    {"host": "b.example", "ports": [65536, "443", "9-1", 4.5, true]},
                    {"id": "x", "host": "c.example"},
                    {"id": "x", "cidr": "10.0.0.1/8", "ports": [1], "expires": "2027-02-29"},
                    {"host": "d.example", "ports": [1], "callers": ["a"], "quiet": true},
                    7,
                    "e.example"
                  ],
                  "deny": [{"unix": "/a", "ports": [1], "addresses": ["10.0.0.0/8"]}],
                  "processes": {"allow": ["git"]},
                  "artifact": {"sha256": ["abc"]}
                }
                """;

        assertEquals(
                List.of(
                        "p.json:1:1: server: is missing; add the server's name",
                        "p.json:2:14: version: 2 is no version that this Sallyport knows; it reads 1",
                        "p.json:3:18: onViolation: \"blok\" is none of log, report, block;"
                                + " did you mean \"block\"?",
                        "p.json:4:3: alow: unknown key; did you mean \"allow\"?",
                        "p.json:7:37: allow[1].ports[0]: 65536 is no port (1 to 65535)",
                        "p.json:7:44: allow[1].ports[1]: \"443\" is a text; write the number 443",
                        "p.json:7:51: allow[1].ports[2]: \"9-1\" is the wrong way round;"
                                + " write \"1-9\"",
                        "p.json:7:58: allow[1].ports[3]: 4.5 is no port (1 to 65535)",
                        "p.json:7:63: allow[1].ports[4]: is true; give a port number or a range"
                                + " \"lo-hi\"",
                        "p.json:8:5: allow[2].ports: is missing; add the ports, as in"
                                + " \"ports\": [443]",
                        "p.json:9:12: allow[3].id: \"x\" is the id of allow[2] already;"
                                + " choose another",
                        "p.json:9:25: allow[3].cidr: \"10.0.0.1/8\" has bits set behind its prefix;"
                                + " the range is 10.0.0.0/8",
                        "p.json:9:64: allow[3].expires: \"2027-02-29\" is no date;"
                                + " write one as yyyy-MM-dd",
                        "p.json:10:53: allow[4].callers[0]: \"a\" is no caller; write"
                                + " group:artifact, a jar's name as \"okhttp-*.jar\" or"
                                + " \"unknown\"",
                        "p.json:10:59: allow[4].quiet: belongs to deny rules; remove it",
                        "p.json:11:5: allow[5]: is 7; give a rule, which is an object { ... } or"
                                + " \"host:port\"",
                        "p.json:12:5: allow[6]: \"e.example\" has no port (1 to 65535) at its end;"
                                + " write \"host:port\"",
                        "p.json:14:27: deny[0].ports: means nothing beside unix; remove it",
                        "p.json:14:41: deny[0].addresses: belongs to allow rules;"
                                + " deny addresses by a rule with \"cidr\"",
                        "p.json:15:27: processes.allow[0]: \"git\" is no absolute path;"
                                + " a program needs one",
                        "p.json:16:15: artifact.name: is missing; add the artifact's name",
                        "p.json:16:27: artifact.sha256[0]: \"abc\" is no SHA-256 (64 hex digits)"),
                errors(text));
    }

    @Test
    void aWrongCallerIsNamedWithItsMend() {
        assertEquals(
                List.of(
                        "p.json:2:40: deny[0].callers[0]: \"com.acme:geo:1.2\" has more than"
                                + " group:artifact; write \"com.acme:geo\"",
                        "p.json:2:60: deny[0].callers[1]: \"lib/geo.jar\" is a path; write the"
                                + " jar's file name alone",
                        "p.json:2:75: deny[0].callers[2]: \"com.acme:*\" is no group:artifact of"
                                + " letters, digits, '.', '_' and '-'",
                        "p.json:2:89: deny[0].callers[3]: \"**.jar\" has \"**\"; a star stays within"
                                + " one directory",
                        "p.json:2:99: deny[0].callers[4]: is 7; give a caller as group:artifact, a"
                                + " jar's name or \"unknown\"",
                        "p.json:3:28: deny[1].callers: is empty; give one or more callers or leave"
                                + " it out"),
                errors(
                        inPolicy(
                                """
                                "deny": [{"unix": "/a", "callers": [   \
                                "com.acme:geo:1.2",\
                                 "lib/geo.jar",\
                                 "com.acme:*",\
                                 "**.jar",\
                                 7]},
                                 {"unix": "/a", "callers": []}]""")));
    }

    @Test
    void afterBrokenJsonTheErrorsBeforeItAreReportedToo() {
        List<String> errors = errors("{\"version\": 3,\n \"server\": \"\" oops}");

        assertEquals(3, errors.size());
        assertEquals(
                "p.json:1:13: version: 3 is no version that this Sallyport knows; it reads 1",
                errors.get(0));
        assertEquals("p.json:2:12: server: is empty; give the server's name", errors.get(1));
        assertTrue(errors.get(2).startsWith("p.json:2:15: is no JSON here: "), errors.get(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
    void aFileIsReadInTheEncodingsThatEditorsWriteWithMarkAndWithout(String name) throws Exception {
        Charset charset = Charset.forName(name);
        String text = "{\"version\": 1, \"server\": \"Wetter für alle\"}";

        assertEquals("Wetter für alle", PolicyReader.read("p", text.getBytes(charset)).server());
        byte[] marked = ("\ufeff" + text).getBytes(charset);
        assertEquals("Wetter für alle", PolicyReader.read("p", marked).server());
    }

    @Test
    void columnsCountCharactersAndNoByteOrderMark() {
        assertEquals(
                List.of(
                        "p.json:1:35: x: unknown key; a policy has $schema, version, server,"
                                + " onViolation, allow, deny, processes, nativeLibraries, agents,"
                                + " presets, proxies, resolvers, artifact"),
                errors("\ufeff{\"version\": 1, \"server\": \"äöü𝄞\", \"x\": 1}"));
    }

    @Test
    void bytesThatAreNoTextAreNamedWithTheirPlace() {
        byte[] text = MINIMAL.replace("s\"}", "s\n?\"}").getBytes(StandardCharsets.UTF_8);
        int at = new String(text, StandardCharsets.UTF_8).indexOf('?');
        text[at] = (byte) 0xff;

        assertEquals(
                List.of("p.json:2:1: byte 0xff here is not UTF-8; save the file as UTF-8"),
                errors(text));
        assertEquals(
                List.of("p.json:1:1: is UTF-32; save it as UTF-8"),
                errors(MINIMAL.getBytes(Charset.forName("UTF-32LE"))));
        assertEquals(
                List.of("p.json:1:1: is UTF-32; save it as UTF-8"),
                errors(MINIMAL.getBytes(Charset.forName("UTF-32BE"))));
    }

    @Test
    void halfASurrogatePairIsRefusedWhereverItStands() {
        assertEquals(
                List.of(
                        "p.json:1:26: server: holds half a surrogate pair; write the whole character"),
                errors("{\"version\": 1, \"server\": \"\\ud800\"}"));
        assertEquals(
                List.of(
                        "p.json:2:35: allow[0].tools[0]: holds half a surrogate pair;"
                                + " write the whole character"),
                errors(inPolicy("\"allow\": [{\"unix\":\"/a\", \"tools\": [\"x\\udc00\"]}]")));
        // The same in bytes (CESU-8) is no UTF-8 at all.
        byte[] cesu = inPolicy("\"x\": \"???\"").getBytes(StandardCharsets.UTF_8);
        int at = new String(cesu, StandardCharsets.UTF_8).indexOf('?');
        cesu[at] = (byte) 0xed;
        cesu[at + 1] = (byte) 0xa0;
        cesu[at + 2] = (byte) 0x80;
        assertTrue(errors(cesu).get(0).startsWith("p.json:2:7: byte 0xed"), errors(cesu).get(0));
    }

    @Test
    void aKeyGivenTwiceIsRefusedAtItsSecondPlaceInEveryObject() {
        assertEquals(
                List.of(
                        "p.json:2:41: allow[0].unix: is here a second time; keep one",
                        "p.json:3:27: processes.allow: is here a second time; keep one",
                        "p.json:4:2: server: is here a second time; keep one"),
                errors(
                        inPolicy(
                                """
                                "allow": [{"unix": "/a", "why": "once", "unix": "/b"}],
                                 "processes": {"allow":[],"allow":[]},
                                 "server": "t"\
                                """)));
    }

    @Test
    void anIdIsUniqueAcrossAllowAndDeny() {
        assertEquals(
                List.of(
                        "p.json:3:17: deny[0].id: \"x\" is the id of allow[0] already; choose another"),
                errors(
                        inPolicy(
                                "\"allow\": [{\"id\": \"x\", \"unix\": \"/a\"}],\n"
                                        + "\"deny\": [{\"id\": \"x\", \"unix\": \"/b\"}]")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a/b", "ä", "processes", "nativeLibraries"})
    void anIdIsPlainAndNoSectionsName(String id) {
        List<String> errors =
                errors(inPolicy("\"allow\": [{\"id\": \"" + id + "\", \"unix\": \"/a\"}]"));

        assertEquals(1, errors.size());
        assertTrue(errors.get(0).startsWith("p.json:2:18: allow[0].id: "), errors.get(0));
    }

    @ParameterizedTest
    @CsvSource({
        "hosts, host",
        "HOST, host",
        "port, ports",
        "address, addresses",
        "expire, expires",
        "tool, tools",
        "method, methods",
        "pathes, paths"
    })
    void aMisspeltKeyIsRefusedWithTheNearestOne(String misspelt, String meant) {
        List<String> errors =
                errors(inPolicy("\"allow\": [{\"unix\": \"/a\", \"" + misspelt + "\": 1}]"));

        assertEquals(
                List.of(
                        "p.json:2:26: allow[0]."
                                + misspelt
                                + ": unknown key; did you mean \""
                                + meant
                                + "\"?"),
                errors);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"server\": null",
                "\"allow\": {}",
                "\"allow\": null",
                "\"allow\": \"a:1\"",
                "\"allow\": [null]",
                "\"allow\": [[]]",
                "\"deny\": [\"a.example:443\"]",
                "\"deny\": [{\"host\": 1}]",
                "\"deny\": [{\"host\": [\"a\"]}]",
                "\"deny\": [{\"host\": \"*\"}]",
                "\"deny\": [{\"host\": \"a\", \"quiet\": \"yes\"}]",
                "\"deny\": [{\"host\": \"a\", \"onViolation\": true}]",
                "\"deny\": [{\"host\": \"a\", \"addresses\": []}]",
                "\"allow\": [{\"cidr\": \"10.0.0.0/8\", \"ports\": [1], \"addresses\": [\"10.0.0.1\"]}]",
                "\"allow\": [{\"host\": \"a\", \"ports\": [1], \"addresses\": []}]",
                "\"allow\": [{\"host\": \"a\", \"ports\": 443}]",
                "\"allow\": [{\"host\": \"a\", \"ports\": [\"*\"]}]",
                "\"allow\": [{\"host\": \"a\", \"ports\": [\"1-\"]}]",
                "\"allow\": [{\"host\": \"a\", \"ports\": [\"1-65536\"]}]",
                "\"allow\": [{\"host\": \"a\", \"ports\": [-1]}]",
                "\"allow\": [{\"host\": \"a\", \"ports\": [1], \"tools\": [\"\"]}]",
                "\"allow\": [{\"host\": \"a\", \"ports\": [1], \"tools\": \"x\"}]",
                "\"allow\": [{\"host\": \"a\", \"ports\": [1], \"expires\": 20270101}]",
                "\"allow\": [{\"unix\": \"/a\", \"transport\": \"tcp\"}]",
                "\"allow\": [{\"unix\": \"/a/../b\"}]",
                "\"allow\": [\"[::1]:443\"]",
                "\"allow\": [\"::1:443\"]",
                "\"allow\": [\"*:443\"]",
                "\"allow\": [\"a.example:0\"]",
                "\"allow\": [\"a.example:https\"]",
                "\"processes\": []",
                "\"processes\": {\"allow\": [{\"path\": \"/a\"}]}",
                "\"processes\": {\"allow\": [\"/usr/../bin/git\"]}",
                "\"processes\": {\"deny\": []}",
                "\"nativeLibraries\": {\"allow\": [{\"path\": \"a.so\"}]}",
                "\"nativeLibraries\": {\"allow\": [{\"sha256\": \"x\", \"path\": \"a.so\"}]}",
                "\"nativeLibraries\": {\"onViolation\": null}",
                "\"artifact\": {\"name\": \"a\", \"sha256\": []}",
                "\"artifact\": \"a\"",
                "\"resolvers\": {}",
                "\"proxies\": [[]]",
                "\"$schema\": 1"
            })
    void aWrongValueIsOneErrorInItsLine(String more) {
        String text =
                "{\"version\": 1," + (more.startsWith("\"server") ? "" : "\"server\": \"s\",");

        List<String> errors = errors(text + "\n" + more + "}");

        assertEquals(1, errors.size(), errors::toString);
        assertTrue(errors.get(0).matches("p\\.json:2:[1-9][0-9]*: \\S+: .+"), errors.get(0));
    }

    @Test
    void aServersNameIsPrintableAndNotTooLong() throws Exception {
        String longest = "s".repeat(128);
        assertEquals(longest, read(MINIMAL.replace("\"s\"", "\"" + longest + "\"")).server());
        for (String bad : List.of(longest + "s", " ", "a\\u001b[2J", "a\\u202eb", "a\\n")) {
            List<String> errors = errors(MINIMAL.replace("\"s\"", "\"" + bad + "\""));
            assertEquals(1, errors.size());
            assertTrue(errors.get(0).startsWith("p.json:1:26: server: "), errors.get(0));
            assertTrue(Printable.is(errors.get(0)), errors.get(0));
        }
    }

    @Test
    void hugeNumbersAndTextsAreErrorsAtTheirKey() {
        String nines = "9".repeat(200_000);
        List<String> errors =
                errors(
                        inPolicy(
                                "\"allow\": [{\"host\": \"a\", \"ports\": ["
                                        + nines
                                        + ", 1e999999999]},\n{\"host\": \""
                                        + "a".repeat(2_000_000)
                                        + "\", \"ports\": [1]}]"));

        assertEquals(3, errors.size());
        assertTrue(errors.get(0).startsWith("p.json:2:35: allow[0].ports[0]: 999"), errors.get(0));
        assertTrue(errors.get(0).endsWith("... is no port (1 to 65535)"), errors.get(0));
        assertTrue(errors.get(1).endsWith("1e999999999 is no port (1 to 65535)"), errors.get(1));
        assertTrue(errors.get(2).startsWith("p.json:3:10: allow[1].host: \"aaa"), errors.get(2));
        assertTrue(errors.get(2).length() < 300, errors.get(2));
    }

    @Test
    void deepNestingIsOneClearError() {
        String deep = inPolicy("\"x\": " + "[".repeat(100_000));

        List<String> errors = errors(deep);

        assertEquals(2, errors.size());
        assertTrue(errors.get(1).contains("nested deeper than 32 levels"), errors.get(1));
        assertTrue(errors.get(1).startsWith("p.json:2:"), errors.get(1));
    }

    @Test
    void aFileOf16MiBIsReadAndALargerOneRefused() throws Exception {
        byte[] text = new byte[16 << 20];
        Arrays.fill(text, (byte) ' ');
        System.arraycopy(MINIMAL.getBytes(StandardCharsets.UTF_8), 0, text, 1000, MINIMAL.length());

        assertEquals("s", PolicyReader.read("p", text).server());
        assertEquals(
                List.of("p.json:1:1: is larger than 16 MiB; no policy needs that"),
                errors(Arrays.copyOf(text, text.length + 1)));
    }

    @Test
    void afterAThousandErrorsAFileIsReadNoFurther() {
        String text = inPolicy("\"allow\": [" + "0,".repeat(1_000_000) + "0]");

        List<String> errors = errors(text);

        assertEquals(PolicyErrors.MOST + 1, errors.size());
        assertEquals(
                "p.json:2:2009: is read no further after 1000 errors; mend them first",
                errors.get(PolicyErrors.MOST));
    }

    @Test
    void aPolicyMayHaveTwentyThousandRulesInBothLists() throws Exception {
        String rule = "{\"unix\": \"/a\"},";
        String deny = "\"deny\": [{\"unix\": \"/b\"}],\n";
        String most = deny + "\"allow\": [" + rule.repeat(19_998) + "{\"unix\": \"/c\"}";

        assertEquals(19_999, read(inPolicy(most + "]")).allow().size());
        assertEquals(
                List.of("p.json:3:299996: is the policy's rule 20001; it may have 20000"),
                errors(inPolicy(most + "," + rule + rule + "]")));
    }

    @Test
    void garbageOfAnyKindIsAPolicyExceptionAndNothingElse() {
        Random random = new Random(7);
        byte[] noise = new byte[1 << 20];
        random.nextBytes(noise);
        assertTrue(!errors(noise).isEmpty());
        assertTrue(!errors("x".repeat(1 << 20)).isEmpty());
        assertTrue(!errors("\"".repeat(1 << 20)).isEmpty());
        assertTrue(!errors("\0".repeat(1 << 20)).isEmpty());
        assertTrue(!errors("{").isEmpty());
        assertTrue(!errors("// nothing but a comment").isEmpty());
        assertTrue(!errors("/* open").isEmpty());
        assertTrue(!errors("null").isEmpty());
        assertTrue(!errors(MINIMAL + "}").isEmpty());
        assertTrue(!errors(MINIMAL + "/* open").isEmpty());
    }

    /** Each byte of a good file is changed or cut away in turn. */
    @Test
    void aDamagedFileIsReadOrRefusedButNeverAnotherException() {
        String good =
                """
                {"version": 1, "server": "s", "onViolation": "log",
                 "allow": [{"id": "a", "host": "*.ü.example", "ports": [443, "1-2"], "tools": ["t"],
                   "addresses": ["::1/128"], "expires": "2027-01-01", "why": "\\u00e9"}, "b.example:1"],
                 "deny": [{"cidr": "10.0.0.0/8", "quiet": true, "onViolation": "block"}],
                 "processes": {"allow": ["/bin/*"]},
                 "nativeLibraries": {"allow": [{"path": "x", "sha256": "00"}]},
                 "artifact": {"name": "n", "sha256": ["00"]}} // end
                """;
        byte[] bytes = good.getBytes(StandardCharsets.UTF_8);
        byte[] replacements = "\0\"\\{}[]:,x9-.*\u007f".getBytes(StandardCharsets.UTF_8);
        int refused = 0;
        for (int i = 0; i < bytes.length; i++) {
            refused += isRefused(Arrays.copyOf(bytes, i));
            for (byte replacement : replacements) {
                byte[] damaged = bytes.clone();
                damaged[i] = replacement;
                refused += isRefused(damaged);
            }
            byte[] damaged = bytes.clone();
            damaged[i] = (byte) 0xe2;
            refused += isRefused(damaged);
        }
        assertTrue(refused > bytes.length * 5, "only " + refused);
    }

    private static int isRefused(byte[] text) {
        try {
            PolicyReader.read("p.json", text);
            return 0;
        } catch (PolicyException refused) {
            for (PolicyError error : refused.errors()) {
                assertTrue(error.line() >= 1 && error.column() >= 1, error.toString());
                assertTrue(Printable.is(error.toString()), error.toString());
            }
            return 1;
        }
    }
}
