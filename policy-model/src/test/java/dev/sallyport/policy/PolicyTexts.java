package dev.sallyport.policy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Makes policy files that are well-formed JSON and mostly good policies, with now and then a key or
 * a value that is wrong. The same sequence for the same random numbers.
 */
final class PolicyTexts {
    private static final String[] HOSTS = {
        "api.example",
        "API.Example.",
        "*.cdn.example",
        "**.deep.example",
        "localhost",
        "my_service",
        "b\u00fccher.example",
        "\u4f8b\u3048\uff0e\u30c6\u30b9\u30c8",
        "a-b.c-d.example",
        "x",
        "1a.2b",
        "**.a.b.c.d.e",
        "0.example",
        "0x.example",
        "xn--bcher-kva.example"
    };
    private static final String[] CIDRS = {
        "192.0.2.7",
        "10.0.0.0/8",
        "0.0.0.0/0",
        "255.255.255.255/32",
        "2001:db8::/32",
        "::1",
        "::/0",
        "::ffff:10.0.0.0/104",
        "64:ff9b::/96",
        "fe80::1:2:3:4",
        "1:2:3:4:5:6:7::",
        "::2:3:4:5:6:7:8",
        "1::8",
        "1:2:3:4:5:6:1.2.3.4",
        "::1.2.3.4/128",
        "1::1.2.3.4",
        "2002::/16",
        "1:2:3::6:7:8",
        "ABCD:ef01::"
    };
    private static final String[] PORTS = {
        "443", "1", "65535", "8080", "\"8000-8010\"", "\"1-65535\"", "\"9-9\"", "\"99-100\""
    };
    private static final String[] PATHS = {
        "/run/app.sock", "/a", "/a b/\u00e9", "/.hidden/..x", "/a.b/c..d", "/usr/bin/*", "/opt/?.so"
    };
    private static final String[] LIBRARIES = {
        "libz*.so", "x", "*", "...", "/opt/lib*.so", ".so", "a b"
    };
    private static final String[] DATES = {
        "2027-06-01", "2999-12-31", "2028-02-29", "0001-01-01", "2027-11-30", "2027-10-31"
    };
    private static final String[] CALLERS = {
        "com.acme:geo",
        "a:b",
        "A_1.b-c:d.e",
        "unknown",
        "okhttp-*.jar",
        "geo?.jar",
        ".jar",
        "a b.jar"
    };
    private static final String[] REQUEST_PATHS = {
        "/",
        "/**",
        "/points/**",
        "/a/*/b",
        "/a/",
        "/%C3%BC",
        "/%25",
        "/%2541",
        "/...",
        "/.a;x=1",
        "/~a!$&'()+,:@"
    };
    private static final String[] WRONG = {
        "\"/a*\"",
        "\"/***\"",
        "\"/a?b\"",
        "\"/a/..;x\"",
        "\"/%61\"",
        "\"/%c3\"",
        "\"/%2F\"",
        "\"/%252e\"",
        "\"/%C0\"",
        "\"/a%\"",
        "\"/ü\"",
        "\"get\"",
        "\"M1\"",
        "\"a.1b\"",
        "[\"/a\", \"/b//c\"]",
        "null",
        "true",
        "0",
        "-1",
        "65536",
        "443.0",
        "4.43e2",
        "1e400",
        "[]",
        "{}",
        "[null]",
        "[\"\"]",
        "\"\"",
        "\" \"",
        "\"*\"",
        "\"*.com\"",
        "\"a..b\"",
        "\".\"",
        "\"1.2.3.4\"",
        "\"a.1\"",
        "\"0x7f.1\"",
        "\"a:1\"",
        "\"a*b.example\"",
        "\"10.0.0.1/8\"",
        "\"1.2.3.4/33\"",
        "\"1.2.3.04\"",
        "\"1::2::3\"",
        "\":::\"",
        "\"1:2:3:4:5:6:7:8:9\"",
        "\"::1%eth0\"",
        "\"fe80::/129\"",
        "\"9-1\"",
        "\"0-1\"",
        "\"443\"",
        "\"1-65536\"",
        "\"a//b\"",
        "\"/a/\"",
        "\"/a/../b\"",
        "\"/a/.\"",
        "\"..\"",
        "\"**\"",
        "\"a\\u0000b\"",
        "\"\\ud800\"",
        "\"2027-02-30\"",
        "\"2027-02-29\"",
        "\"2027-13-01\"",
        "\"0000-01-01\"",
        "\"tcq\"",
        "\"processes\"",
        "\"a\\nb\"",
        "\"\u202e\"",
        "\"blok\"",
        "[\"a\", 1]",
        "{\"a\": 1}",
        "\"a:0\"",
        "\"a:65536\"",
        "\"[::1]:1\"",
        "\"1.2.3.4:1\"",
        "\"*:1\"",
        "\"*.com:1\"",
        "\"A:1\"",
        "\"x\"",
        "\"a:b:1\"",
        "\":b\"",
        "\"a:*\"",
        "\"a/b.jar\"",
        "\"a**.jar\"",
        "\"a.jars\"",
        "\"\u00e4\"",
        "[1]",
        "[\"1-2\"]"
    };
    private static final String[] WRONG_KEYS = {
        "\"alow\"",
        "\"\"",
        "\"callers\"",
        "\"resolver\"",
        "\"methods\"",
        "\"paths\"",
        "\"Version\"",
        "\"quiet\"",
        "\"addresses\"",
        "\"ports\"",
        "\"\\ud800\"",
        "\"\\u0068ost\"",
        "\"path\"",
        "\"sha256\"",
        "\"host\"",
        "\"transport\""
    };

    private final Random random;
    private int ids;

    PolicyTexts(Random random) {
        this.random = random;
    }

    String next() {
        List<String> members = new ArrayList<>();
        add(members, "version", "1");
        add(members, "server", text("weather", "a", "\ud83d\ude00 / b.c", "s".repeat(128)));
        maybe(members, "$schema", "\"https://sallyport.dev/policy.schema.json\"");
        maybe(members, "onViolation", onViolation());
        maybe(members, "allow", list(0, 4, true));
        maybe(members, "deny", list(0, 3, false));
        maybe(members, "processes", section(PATHS));
        maybe(members, "nativeLibraries", section(LIBRARIES));
        maybe(members, "proxies", "[" + proxy() + ", " + wrongOr(proxy()) + "]");
        maybe(members, "resolvers", "[" + resolver() + ", " + wrongOr(resolver()) + "]");
        maybe(members, "artifact", object("name", text("com.acme:weather"), "sha256", hashes()));
        return (random.nextInt(9) == 0 ? "// a policy\n" : "") + object(members) + blank();
    }

    private String list(int least, int most, boolean allow) {
        List<String> rules = new ArrayList<>();
        for (int count = least + random.nextInt(most - least + 1); count > 0; count--) {
            boolean inShort = allow && random.nextInt(5) == 0;
            rules.add(inShort ? wrongOr(text(pick(HOSTS) + ":443")) : rule(allow));
        }
        return rules.toString();
    }

    private String rule(boolean allow) {
        List<String> members = new ArrayList<>();
        int kind = random.nextInt(4);
        if (kind == 0) {
            add(members, "unix", text(PATHS));
        } else if (kind == 1) {
            add(members, "cidr", text(CIDRS));
        } else {
            add(members, "host", text(pick(HOSTS), allow ? "a" : "*.test"));
            if (allow) {
                maybe(members, "addresses", "[" + text(CIDRS) + ", " + text(CIDRS) + "]");
            }
        }
        if (kind > 0 && (allow || random.nextBoolean())) {
            add(members, "ports", "[" + pick(PORTS) + blank() + "," + wrongOr(pick(PORTS)) + "]");
        }
        if (kind > 0) {
            maybe(members, "transport", text("tcp", "udp"));
        }
        maybe(members, "id", text("id-" + ids++ + "._X"));
        maybe(members, "tools", "[" + text("get_forecast") + ", " + text("read file") + "]");
        maybe(members, "callers", "[" + wrongOr(text(CALLERS)) + ", " + text(CALLERS) + "]");
        if ((kind > 0 && allow) || random.nextInt(60) == 0) {
            maybe(members, "methods", "[" + wrongOr(text("GET", "M-SEARCH", "A_B")) + "]");
            maybe(members, "paths", "[" + text(REQUEST_PATHS) + ", " + text(REQUEST_PATHS) + "]");
        }
        maybe(members, "expires", text(DATES));
        maybe(members, "why", text("", "because", "\\u0000 \\\" \\\\"));
        if (!allow) {
            maybe(members, "quiet", pick("true", "false"));
            maybe(members, "onViolation", onViolation());
        }
        return object(members);
    }

    private String proxy() {
        List<String> members = new ArrayList<>();
        if (random.nextBoolean()) {
            add(members, "cidr", text(CIDRS));
        } else {
            add(members, "host", text("proxy.example", "PROXY", "localhost", "*.proxy.example"));
            maybe(members, "addresses", "[" + text(CIDRS) + "]");
        }
        add(members, "ports", "[" + pick(PORTS) + "]");
        maybe(members, "why", text("", "because"));
        return object(members);
    }

    private String resolver() {
        List<String> members = new ArrayList<>();
        switch (random.nextInt(4)) {
            case 0 -> {
                return wrongOr(text("10.0.0.53", "2001:db8::53", "10.0.0.0/24"));
            }
            case 1 -> {
                add(members, "dns", text("10.0.0.53", "::1"));
                maybe(members, "ports", "[" + pick(PORTS) + "]");
            }
            case 2 -> add(members, "provider", text("com.acme.A$B", "A", "_a.$", "a..b"));
            default -> add(members, "hostsFile", text("/etc/app/hosts", "/a", "hosts"));
        }
        return object(members);
    }

    private String section(String[] paths) {
        List<String> members = new ArrayList<>();
        String pinned = object("path", text("libx.so"), "sha256", hash());
        String second = paths == LIBRARIES ? pinned : text(PATHS);
        maybe(members, "allow", pick("[]", "[" + text(paths) + ", " + second + "]"));
        maybe(members, "onViolation", onViolation());
        return object(members);
    }

    private String onViolation() {
        return text("log", "report", "block");
    }

    private String hashes() {
        return "[" + hash() + "]";
    }

    private String hash() {
        return text("aB".repeat(32), "0".repeat(64));
    }

    private String object(String key, String value, String otherKey, String otherValue) {
        List<String> members = new ArrayList<>();
        add(members, key, value);
        add(members, otherKey, otherValue);
        return object(members);
    }

    private String object(List<String> members) {
        if (random.nextInt(60) == 0) {
            members.add(pick(WRONG_KEYS) + ":" + pick(WRONG));
        }
        if (random.nextInt(60) == 0 && !members.isEmpty()) {
            members.remove(random.nextInt(members.size()));
        }
        if (random.nextInt(80) == 0 && !members.isEmpty()) {
            members.add(pick(members.toArray(new String[0])));
        }
        Collections.shuffle(members, random);
        return "{" + blank() + String.join(blank() + "," + blank(), members) + blank() + "}";
    }

    private void add(List<String> members, String key, String value) {
        members.add("\"" + key + "\":" + blank() + wrongOr(value));
    }

    private void maybe(List<String> members, String key, String value) {
        if (random.nextInt(3) == 0) {
            add(members, key, value);
        }
    }

    private String wrongOr(String good) {
        return random.nextInt(60) == 0 ? pick(WRONG) : good;
    }

    private String text(String... texts) {
        return "\"" + pick(texts) + "\"";
    }

    private String pick(String... texts) {
        return texts[random.nextInt(texts.length)];
    }

    private String blank() {
        return pick("", "", " ", "\n", "\t", "\r\n", " /* x */ ");
    }
}
