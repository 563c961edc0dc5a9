package dev.sallyport.harness.evasion;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A policy. Without the goals it lists only what an attack may want to pass for: a name, a proxy, a
 * socket file, a program and a library.
 */
record Listing(List<Ears> ears, boolean withGoals) {
    /**
     * @param java one more program, or {@code null}
     */
    String json(Path java) throws IOException {
        List<String> rules = new ArrayList<>();
        List<String> proxies = new ArrayList<>();
        List<String> programs = new ArrayList<>();
        List<String> libraries = new ArrayList<>();
        for (Ears one : ears) {
            Goal goal = one.goal();
            String listed =
                    "{\"host\": \"%s\", \"ports\": [%d], \"transport\": \"%s\", \"addresses\":"
                            + " [\"127.0.0.0/8\"]}";
            rules.add(listed.formatted(goal.listedName(), goal.tcp(), "tcp"));
            rules.add(listed.formatted(goal.listedName(), goal.udp(), "udp"));
            rules.add(listed.formatted(goal.listedName(), goal.site(), "tcp"));
            proxies.add(
                    "{\"cidr\": \"%s\", \"ports\": [%s]}"
                            .formatted(goal.fact("proxy-host"), goal.fact("proxy")));
            rules.add("{\"unix\": \"" + goal.path("listed-unix") + "\"}");
            programs.add(quoted(goal.path("listed-program")));
            libraries.add(quoted(goal.path("listed-library")));
            if (withGoals) {
                String open = "{\"cidr\": \"%s\", \"ports\": [%d], \"transport\": \"%s\"}";
                rules.add(open.formatted(goal.host(), goal.tcp(), "tcp"));
                rules.add(open.formatted(goal.host(), goal.udp(), "udp"));
                rules.add(open.formatted(goal.fact("reverse"), 1, "tcp"));
                rules.add("{\"unix\": \"" + goal.unix() + "\"}");
                rules.add(
                        "{\"host\": \"%s\", \"ports\": [1, %d]}"
                                .formatted(goal.name(), goal.tcp()));
                // Where its address is listed a connection carries any name.
                rules.add(open.formatted(Suite.LISTED_ADDRESS, goal.tcp(), "tcp"));
                rules.add(open.formatted(Suite.LISTED_ADDRESS, goal.site(), "tcp"));
                rules.add("{\"host\": \"**." + goal.name() + "\", \"ports\": [1]}");
                programs.add(quoted(goal.path("touch")));
                libraries.add(quoted(goal.library()));
                libraries.add(quoted(goal.folder().resolve("libnss3.so")));
                // What opens libraries by itself is listed beside what it opens.
                libraries.add("\"libj2gss.so\"");
                libraries.add("\"java.lang.foreign\"");
            }
        }
        if (java != null) {
            programs.add(quoted(java));
        }
        return """
        {
          "version": 1,
          "server": "evasion",
          "onViolation": "block",
          "allow": [%s],
          "proxies": [%s],
          "processes": {"allow": [%s]},
          "nativeLibraries": {"allow": [%s]}
        }
        """
                .formatted(joined(rules), joined(proxies), joined(programs), joined(libraries));
    }

    private static String quoted(Path path) {
        return "\"" + path + "\"";
    }

    private static String joined(List<String> elements) {
        return elements.stream().distinct().collect(Collectors.joining(",\n    "));
    }
}
