package dev.sallyport.agent;

import java.io.File;
import java.util.Arrays;
import java.util.Map;

/**
 * What the launch itself gives a server that bears on how well it can be held: it goes into the
 * start event, so that "no violations" can be weighed.
 */
final class LaunchFacts {
    private static final String[] AGENTS = {"-javaagent:", "-agentpath:", "-agentlib:"};
    private static final String[] OPENINGS = {
        "--add-opens=", "--add-exports=", "--patch-module=", "--enable-native-access="
    };

    /**
     * What a word of a secret's name ends in. Fewer than what masks a program's arguments, where a
     * value too many does no harm: a list that people read must not name {@code GIT_AUTHOR_NAME}.
     */
    private static final String[] SECRET_ENDS = {
        "KEY", "KEYS", "TOKEN", "TOKENS", "_PASS", "_AUTH", "COOKIE",
    };

    private static final String[] SECRET_PARTS = {
        "SECRET", "PASSWORD", "PASSWD", "PASSPHRASE", "CREDENTIAL",
    };

    private static final String NAME =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-";
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_LIST = 2_000;

    private LaunchFacts() {}

    /**
     * Names of environment variables that look like secrets' and have a value: what the server
     * could give away. Sorted, comma between them; values are never looked at but for being empty.
     *
     * @return {@code null} where there is none; at most 2,000 characters and then {@code …}
     */
    static String secretVariables(Map<String, String> environment) {
        String[] names = environment.keySet().toArray(new String[0]);
        Arrays.sort(names);
        StringBuilder list = new StringBuilder();
        for (int i = 0; i < names.length; i++) {
            if (looksSecret(names[i]) && !environment.get(names[i]).isEmpty()) {
                list.append(list.length() == 0 ? "" : ",");
                if (list.length() + names[i].length() > LONGEST_LIST) {
                    return list.append('\u2026').toString();
                }
                list.append(names[i]);
            }
        }
        return list.length() == 0 ? null : list.toString();
    }

    private static boolean looksSecret(String name) {
        StringBuilder upper = new StringBuilder(name.length() + 2).append('_');
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (NAME.indexOf(c) < 0) {
                return false;
            }
            upper.append(c >= 'a' && c <= 'z' ? (char) (c - 'a' + 'A') : c);
        }
        if (upper.length() > LONGEST_NAME) {
            return false;
        }
        boolean secret = false;
        for (int i = 0; i < SECRET_PARTS.length; i++) {
            secret |= upper.indexOf(SECRET_PARTS[i]) >= 0;
        }
        upper.append('_');
        for (int i = 0; i < SECRET_ENDS.length; i++) {
            secret |= upper.indexOf(SECRET_ENDS[i] + "_") >= 0;
        }
        return secret;
    }

    /**
     * Agents that the command line names beside Sallyport, by their files' names, in their order.
     *
     * @param own the name of Sallyport's own jar
     * @return {@code null} where there is none
     */
    static String otherAgents(String[] launch, String own) {
        StringBuilder agents = new StringBuilder();
        for (String argument : launch) {
            String agent = after(argument, AGENTS);
            if (agent != null) {
                int options = agent.indexOf('=');
                String name = new File(options < 0 ? agent : agent.substring(0, options)).getName();
                if (!name.equals(own)) {
                    add(agents, name);
                }
            }
        }
        return agents.length() == 0 ? null : agents.toString();
    }

    /**
     * Packages that the command line opens, exports or patches, and who may call native code.
     *
     * @return {@code null} where there is none
     */
    static String openedPackages(String[] launch) {
        StringBuilder openings = new StringBuilder();
        for (String argument : launch) {
            if (after(argument, OPENINGS) != null) {
                add(openings, argument);
            }
        }
        return openings.length() == 0 ? null : openings.toString();
    }

    private static void add(StringBuilder list, String entry) {
        list.append(list.length() == 0 ? "" : " ").append(entry);
    }

    private static String after(String argument, String[] flags) {
        for (String flag : flags) {
            if (argument.startsWith(flag)) {
                return argument.substring(flag.length());
            }
        }
        return null;
    }
}
