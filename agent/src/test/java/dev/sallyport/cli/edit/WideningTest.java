package dev.sallyport.cli.edit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.policy.Address;
import dev.sallyport.policy.CallerPattern;
import dev.sallyport.policy.Destination;
import dev.sallyport.policy.Names;
import dev.sallyport.policy.OwnHost;
import dev.sallyport.policy.Policy;
import dev.sallyport.policy.PolicyException;
import dev.sallyport.policy.PolicyReader;
import dev.sallyport.policy.Provenance;
import dev.sallyport.policy.Transport;
import dev.sallyport.policy.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nothing that a change lets go stays untold. */
class WideningTest {
    private static final long SEED = Long.getLong("sallyport.seed", 20261121);
    private static final int PAIRS = 4_000;
    private static final long TODAY = LocalDate.of(2026, 11, 21).toEpochDay();
    private static final String[] NAMES = {
        "a.example", "b.a.example", "c.b.a.example", "b.example", "localhost"
    };
    private static final String[] ADDRESSES = {
        "203.0.113.1",
        "203.0.113.2",
        "10.0.0.1",
        "127.0.0.1",
        "169.254.1.1",
        "2001:db8::1",
        "::1",
        "fd00::1",
        "64:ff9b::cb00:7101",
        "64:ff9b::a00:1"
    };
    private static final String[] RANGES = {
        "203.0.113.0/31",
        "203.0.113.1",
        "10.0.0.0/8",
        "10.0.0.0/24",
        "0.0.0.0/0",
        "127.0.0.1",
        "::/0",
        "2001:db8::/64",
        "64:ff9b::/96",
        "fd00::/8",
        "8.0.0.0/5"
    };
    private static final String[] TOOLS = {"read", "write"};
    private static final String[] CALLERS = {"com.acme:a", "a-*.jar", "unknown"};
    private static final String[] PATHS = {"/bin/a", "/bin/*", "/bin/b?", "/bin/b1", "/opt/*/a"};
    private static final String[] REQUESTS = {"/a/**", "/a/*", "/a", "/*/b", "/**/b", "/**"};
    private static final String[] FILES = {"liba.so", "lib*.so", "/lib/liba.so", "/lib/*"};

    private final Random random = new Random(SEED);

    /** What was known when an attempt was made. */
    private record Moment(
            Destination destination, Set<String> names, List<String> tools, String jar, String gav)
            implements Names, OwnHost, Provenance {
        Verdict by(Policy policy) {
            return policy.decide(destination, this, TODAY, this, this);
        }

        @Override
        public boolean proves(String canonicalName, Address address) {
            return names.contains(canonicalName);
        }

        @Override
        public List<String> namesOf(Address address) {
            return List.copyOf(names);
        }

        @Override
        public boolean isOwnAddress(Address address) {
            return false;
        }

        @Override
        public boolean listensOn(Address address, int port) {
            return false;
        }

        @Override
        public boolean isOwnName(String canonicalName) {
            return false;
        }

        @Override
        public boolean calledBy(CallerPattern pattern) {
            return pattern.matches(jar, gav);
        }
    }

    private static Policy policy(String members) {
        String text = ("{'version': 1, 'server': 's', " + members + "}").replace('\'', '"');
        try {
            return PolicyReader.read("p", text.getBytes(StandardCharsets.UTF_8));
        } catch (PolicyException refused) {
            throw new AssertionError(text, refused);
        }
    }

    /** 0: let go unseen … the higher, the stricter and the louder. */
    private static int strictness(Verdict verdict) {
        if (verdict.allowed()) {
            return 0;
        }
        int done =
                switch (verdict.onViolation()) {
                    case LOG -> 1;
                    case REPORT -> 3;
                    case BLOCK -> 5;
                };
        return done + (verdict.quiet() ? 0 : 1);
    }

    @Test
    void whateverIsLetGoThatWasNotIsTold() {
        int looser = 0;
        int silent = 0;
        for (int i = 0; i < PAIRS; i++) {
            String before = members();
            String after = random.nextInt(4) == 0 ? members() : changed(before);
            // Either way round: what the one narrows, the other widens.
            boolean turned = random.nextBoolean();
            Policy old = policy(turned ? after : before);
            Policy now = policy(turned ? before : after);
            List<String> told = Widening.of(old, now);
            silent += told.isEmpty() ? 1 : 0;
            for (int attempts = 0; attempts < 60; attempts++) {
                Moment moment = moment();
                if (strictness(moment.by(now)) < strictness(moment.by(old))) {
                    looser++;
                    String arrow = turned ? "\n<- " : "\n-> ";
                    String text = "seed " + SEED + " " + before + arrow + after + "\n" + moment;
                    assertFalse(told.isEmpty(), text);
                }
            }
        }
        assertTrue(looser > 1_000, "only " + looser);
        assertTrue(silent > PAIRS / 10, "only " + silent + " changes that widen nothing");
    }

    @Test
    void aPolicyIsNoWiderThanItself() {
        for (int i = 0; i < PAIRS; i++) {
            String members = members();
            assertEquals(List.of(), Widening.of(policy(members), policy(members)), members);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'allow': ['a.example:443'] | 'allow': ['a.example:443', 'b.example:443']"
                        + " | +b.example:443",
                "'allow': [{'host': 'a.example', 'ports': [443]}]"
                        + " | 'allow': [{'host': 'a.example', 'ports': [443, 22]}]"
                        + " | a.example:22,443: +port 22",
                "'allow': [{'host': '*.a.example', 'ports': [443]}]"
                        + " | 'allow': ['b.a.example:443'] | ",
                "'allow': [{'host': '*.a.example', 'ports': [443]}]"
                        + " | 'allow': [{'host': '**.a.example', 'ports': [443]}]"
                        + " | +**.a.example:443",
                "'allow': [{'host': 'a.example', 'ports': [443], 'tools': ['x']}]"
                        + " | 'allow': ['a.example:443']"
                        + " | a.example:443: no longer for some tools alone",
                "'allow': ['a.example:443']"
                        + " | 'allow': [{'host': 'a.example', 'ports': [443],"
                        + " 'addresses': ['203.0.113.0/24']}] | ",
                "'allow': ['a.example:443']"
                        + " | 'allow': [{'host': 'a.example', 'ports': [443],"
                        + " 'addresses': ['10.0.0.0/24']}]"
                        + " | a.example:443 at 10.0.0.0/24: +addresses 10.0.0.0/24",
                "'allow': [{'cidr': '10.0.0.0/8', 'ports': [1]}]"
                        + " | 'allow': [{'cidr': '10.1.0.0/16', 'ports': [1]}] | ",
                "'deny': [{'host': 'a.example'}] | 'allow': []"
                        + " | deny a.example is gone, narrower, milder or quieter",
                "'allow': [] | 'deny': [{'host': '**.example', 'onViolation': 'log'}]"
                        + " | deny **.example with log, instead of block",
                "'onViolation': 'block' | 'onViolation': 'report'"
                        + " | on violation: report (was block)",
                "'processes': {'allow': ['/bin/*']} | 'processes': {'allow': ['/bin/git']} | ",
                "'processes': {'guardJvms': true} | 'processes': {'guardJvms': false}"
                        + " | child JVMs are not guarded any more",
                "'presets': ['jna'] | 'presets': ['jna', 'oshi'] | +preset oshi",
                "'allow': [{'host': 'a.example', 'ports': [443], 'methods': ['GET']}]"
                        + " | 'allow': ['a.example:443']"
                        + " | a.example:443: no longer for some methods alone",
                "'allow': [{'host': 'a.example', 'ports': [443], 'methods': ['GET']}]"
                        + " | 'allow': [{'host': 'a.example', 'ports': [443],"
                        + " 'methods': ['GET', 'POST']}]"
                        + " | a.example:443 GET,POST: +method POST",
                "'allow': [{'host': 'a.example', 'ports': [443], 'paths': ['/a/**']}]"
                        + " | 'allow': [{'host': 'a.example', 'ports': [443],"
                        + " 'paths': ['/a/*/b', '/a']}] | ",
                "'allow': [{'host': 'a.example', 'ports': [443], 'paths': ['/a/*']}]"
                        + " | 'allow': [{'host': 'a.example', 'ports': [443],"
                        + " 'paths': ['/a/**']}] | a.example:443 /a/**: +path /a/**",
                "'proxies': [] | 'proxies': [{'host': 'p.example', 'ports': [3128]}]"
                        + " | +proxy p.example:3128",
                "'proxies': [{'host': 'p.example', 'ports': [3128]}]"
                        + " | 'proxies': [{'host': 'p.example', 'ports': ['3128-3129']}]"
                        + " | +proxy p.example:3128-3129",
                "'proxies': [{'host': 'p.example', 'ports': [3128]}] | 'proxies': [] | ",
                "'allow': [{'cidr': '10.0.0.0/8', 'ports': [3128]}],"
                        + " 'proxies': [{'host': 'p.example', 'ports': [3128]}]"
                        + " | 'allow': [{'cidr': '10.0.0.0/8', 'ports': [3128]}]"
                        + " | what proxy p.example:3128 is asked for is not judged any more",
                "'resolvers': ['10.0.0.53'] | 'resolvers': ['10.0.0.53', '10.0.0.54']"
                        + " | +resolver dns 10.0.0.54:53",
                "'resolvers': [{'provider': 'a.B'}] | 'resolvers': [] | ",
                "'resolvers': [] | 'resolvers': [{'hostsFile': '/etc/h'}]"
                        + " | +resolver hosts file /etc/h"
            })
    void itSaysWhat(String before, String after, String told) {
        List<String> expected = told == null ? List.of() : List.of(told);
        assertEquals(expected, Widening.of(policy(before), policy(after)));
    }

    private final List<String> members = new ArrayList<>();

    private String members() {
        members.clear();
        List<String> allow = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            allow.add(rule(true));
        }
        List<String> deny = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            deny.add(rule(false));
        }
        members.add("'allow': " + allow);
        members.add("'deny': " + deny);
        if (random.nextBoolean()) {
            members.add("'onViolation': " + violation());
        }
        members.add(
                "'processes': {'allow': ['"
                        + pick(PATHS)
                        + "']"
                        + (random.nextInt(3) == 0 ? ", 'onViolation': " + violation() : "")
                        + "}");
        members.add("'nativeLibraries': {'allow': ['" + pick(FILES) + "']}");
        if (random.nextInt(3) == 0) {
            members.add("'proxies': [" + proxy() + "]");
        }
        return String.join(", ", members);
    }

    /** The same but for one member, or one rule. */
    private String changed(String before) {
        String[][] changes = {
            {"\\[443\\]", "[443, 80]"},
            {"\\[443\\]", "['1-65535']"},
            {", 'ports': \\[80\\]", ", 'ports': [443]"},
            {", 'transport': 'tcp'", ""},
            {", 'transport': '(tcp|udp)'(?!, '(methods|paths))", ", 'transport': 'udp'"},
            {", 'tools': \\[[^]]*\\]", ""},
            {"'read'", "'write'"},
            {"'read'", "'read', 'write'"},
            {", 'callers': \\[[^]]*\\]", ""},
            {"'com.acme:a'", "'unknown'"},
            {"'unknown'", "'a-*.jar'"},
            {", 'addresses': \\[[^]]*\\]", ""},
            {"'addresses': \\['[^']*'", "'addresses': ['" + pick(RANGES) + "'"},
            {"'cidr': '[^']*'", "'cidr': '" + pick(RANGES) + "'"},
            {", 'expires': '[^']*'", ""},
            {"'2026-11-20'", "'2026-11-21'"},
            {"'\\*\\.", "'**."},
            {"'block'", "'report'"},
            {"'report'", "'log'"},
            {", 'quiet': true", ""},
            {", 'quiet': true", ", 'onViolation': 'log'"},
            {
                "'nativeLibraries': \\{'allow': \\['[^']*'",
                "'nativeLibraries': {'allow': ['lib*.so'"
            },
            {"'processes': \\{'allow': \\['[^']*'", "'processes': {'allow': ['/bin/*'"},
            {"\\{'host': '[^}]*}, ", ""},
            {", 'methods': \\[[^]]*\\]", ""},
            {", 'paths': \\[[^]]*\\]", ""},
            {"'GET'", "'GET', 'POST'"},
            {"'paths': \\['[^']*'", "'paths': ['" + pick(REQUESTS) + "'"},
            {", 'proxies': .*", ""},
            {", 'proxies': .*", ", 'proxies': [" + proxy() + "]"},
            {"$", ", 'proxies': [" + proxy() + "]"},
        };
        String[] change = changes[random.nextInt(changes.length)];
        String changed = before.replaceFirst(change[0], change[1]);
        return changed.split("'proxies'", -1).length > 2 ? before : changed;
    }

    private String proxy() {
        String place =
                random.nextBoolean()
                        ? "'cidr': '" + pick(RANGES) + "'"
                        : "'host': '" + pick(NAMES) + "'";
        return "{" + place + ", 'ports': " + pick("[443]", "[80]", "[443, 80]") + "}";
    }

    private String violation() {
        return "'" + pick("log", "report", "block") + "'";
    }

    private String rule(boolean allow) {
        List<String> parts = new ArrayList<>();
        int kind = random.nextInt(6);
        if (kind == 0) {
            return "{'unix': '/run/" + pick("a", "b") + "'}";
        } else if (kind == 1) {
            parts.add("'cidr': '" + pick(RANGES) + "'");
        } else {
            String name = pick(NAMES);
            boolean wild = random.nextBoolean() && (!allow || name.split("\\.", -1).length > 2);
            parts.add("'host': '" + (wild ? pick("*.", "**.") : "") + name + "'");
            if (allow && random.nextInt(3) == 0) {
                parts.add("'addresses': ['" + pick(RANGES) + "']");
            }
        }
        if (allow || random.nextInt(3) == 0) {
            parts.add("'ports': " + pick("[443]", "[80]", "['1-65535']"));
        }
        if (random.nextInt(5) == 0) {
            parts.add("'transport': " + pick("'tcp'", "'udp'"));
        }
        boolean overUdp = parts.contains("'transport': 'udp'");
        if (allow && !overUdp && random.nextInt(4) == 0) {
            parts.add("'methods': [" + pick("'GET'", "'POST'", "'GET', 'POST'") + "]");
        }
        if (allow && !overUdp && random.nextInt(4) == 0) {
            parts.add("'paths': ['" + pick(REQUESTS) + "', '" + pick(REQUESTS) + "']");
        }
        if (random.nextInt(4) == 0) {
            parts.add("'tools': ['" + pick(TOOLS) + "']");
        }
        if (random.nextInt(4) == 0) {
            parts.add("'callers': ['" + pick(CALLERS) + "']");
        }
        if (random.nextInt(8) == 0) {
            parts.add("'expires': " + pick("'2026-11-20'", "'2026-11-21'", "'2027-01-01'"));
        }
        if (!allow && random.nextInt(2) == 0) {
            parts.add(random.nextBoolean() ? "'quiet': true" : "'onViolation': " + violation());
        }
        return "{" + String.join(", ", parts) + "}";
    }

    private Destination request(Destination.Connection opened) {
        Destination on =
                random.nextInt(3) == 0
                        ? new Destination.ProxyTarget(host(opened), opened.port())
                        : opened;
        String host = random.nextBoolean() ? host(opened) : pick(NAMES);
        return switch (random.nextInt(4)) {
            case 0 -> new Destination.ServerName(on, host);
            case 1 -> new Destination.ProxyTarget(host, opened.port());
            default ->
                    new Destination.Request(
                            on,
                            host,
                            random.nextInt(5) == 0 ? 80 : opened.port(),
                            pick("GET", "POST", "PUT"),
                            pick("/a", "/a/b", "/a/b/c", "/b", "/a/../b", "/%2f"));
        };
    }

    private static String host(Destination.Connection opened) {
        return opened.named() == null ? opened.address().toString() : opened.named();
    }

    private Moment moment() {
        Address address = Address.parse(pick(ADDRESSES));
        String name = random.nextBoolean() ? pick(NAMES) : null;
        Set<String> names =
                random.nextInt(4) == 0 ? Set.of() : Set.of(name == null ? pick(NAMES) : name);
        Destination destination =
                switch (random.nextInt(13)) {
                    case 0 -> new Destination.Lookup(pick(NAMES));
                    case 1 -> new Destination.ReverseLookup(address);
                    case 2 -> new Destination.UnixSocket("/run/" + pick("a", "b"));
                    case 3 -> new Destination.Program(pick("/bin/a", "/bin/b1", "/opt/x/a"), "x");
                    case 4 ->
                            new Destination.NativeLibrary(pick("/lib/liba.so", "/x/libb.so"), null);
                    case 5, 6, 7, 8, 9 ->
                            request(
                                    new Destination.Connection(
                                            address,
                                            random.nextBoolean() ? 443 : 80,
                                            Transport.TCP,
                                            name));
                    default ->
                            new Destination.Connection(
                                    address,
                                    random.nextBoolean() ? 443 : 80,
                                    random.nextInt(5) == 0 ? Transport.UDP : Transport.TCP,
                                    name);
                };
        boolean known = random.nextBoolean();
        return new Moment(
                destination,
                names,
                random.nextBoolean() ? List.of() : List.of(pick(TOOLS)),
                known ? "a-1.jar" : null,
                known && random.nextBoolean() ? "com.acme:a:1" : null);
    }

    private String pick(String... texts) {
        return texts[random.nextInt(texts.length)];
    }
}
