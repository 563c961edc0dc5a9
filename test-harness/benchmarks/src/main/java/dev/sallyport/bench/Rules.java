package dev.sallyport.bench;

import dev.sallyport.policy.Policy;
import dev.sallyport.policy.PolicyException;
import dev.sallyport.policy.PolicyReader;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;

/**
 * A policy of any size, mixed as real ones are: of ten allow rules six spell out a host, one each
 * is a {@code *.} and a {@code **.}, two are address ranges; one of the six narrows methods and
 * paths; for ten of them there is one deny rule.
 */
final class Rules {
    static final int PORT = 443;
    private static final int MIX = 10;

    private Rules() {}

    static Policy policy(int rules) {
        StringJoiner allow = new StringJoiner(",\n");
        StringJoiner deny = new StringJoiner(",\n");
        for (int i = 0; i < rules; i++) {
            allow.add("{" + target(i) + ", \"ports\": [" + PORT + "]" + narrowing(i) + "}");
            if (i % MIX == 0) {
                deny.add("{\"host\": \"bad" + i + ".example.com\"}");
            }
        }
        String text =
                "{\"version\": 1, \"server\": \"bench\",\n\"allow\": ["
                        + allow
                        + "],\n\"deny\": ["
                        + deny
                        + "]}";
        try {
            return PolicyReader.read("bench", text.getBytes(StandardCharsets.UTF_8));
        } catch (PolicyException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String target(int rule) {
        return switch (rule % MIX) {
            case 6 -> "\"host\": \"*." + wildcardParent(rule) + "\"";
            case 7 -> "\"host\": \"**.deep" + rule + ".example.org\"";
            case 8 -> "\"cidr\": \"" + network(rule) + ".0/24\"";
            case 9 -> "\"cidr\": \"" + network(rule) + ".9\"";
            default -> "\"host\": \"" + host(rule) + "\"";
        };
    }

    private static String narrowing(int rule) {
        return rule % MIX == 1 ? ", \"methods\": [\"GET\"], \"paths\": [\"/points/**\"]" : "";
    }

    /** What the n-th ten of rules spells out, for requests to {@code /points} alone. */
    static String narrowedHost(int ten) {
        return host(ten * MIX + 1);
    }

    /** What the n-th ten of rules spells out. */
    static String listedHost(int ten) {
        return host(ten * MIX);
    }

    /** A name that the n-th ten's {@code *.} rule means. */
    static String hostOfWildcard(int ten) {
        return "edge." + wildcardParent(ten * MIX + 6);
    }

    /** An address inside the n-th ten's /24. */
    static String addressInRange(int ten) {
        return network(ten * MIX + 8) + ".77";
    }

    private static String host(int rule) {
        return "api" + rule + ".example.com";
    }

    private static String wildcardParent(int rule) {
        return "cdn" + rule + ".example.net";
    }

    private static String network(int rule) {
        return "10." + (rule >>> 8) + "." + (rule & 255);
    }
}
