package dev.sallyport.agent.guard;

import java.util.Map;

/** A program's arguments as they go on record: people read events, and so do log pipelines. */
final class CommandLine {
    private static final String[] SECRET = {
        "KEY", "TOKEN", "SECRET", "PASS", "CREDENTIAL", "AUTH", "COOKIE", "PRIVATE",
    };
    private static final int SHORTEST_SECRET = 4;
    private static final int LONGEST = 1000;
    private static final String MASK = "***";

    private CommandLine() {}

    /**
     * The arguments without the values of environment variables, or of {@code name=value}
     * arguments, whose name looks like a secret's; at most 1,000 characters.
     */
    static String recorded(String arguments, Map<String, String> environment) {
        String masked = arguments;
        for (Map.Entry<String, String> variable : environment.entrySet()) {
            String value = variable.getValue();
            if (value.length() >= SHORTEST_SECRET && looksSecret(variable.getKey())) {
                masked = masked.replace(value, MASK);
            }
        }
        masked = withoutNamed(masked);
        return masked.length() <= LONGEST ? masked : masked.substring(0, LONGEST) + "\u2026";
    }

    private static String withoutNamed(String arguments) {
        StringBuilder result = new StringBuilder(arguments.length());
        int start = 0;
        while (start < arguments.length()) {
            int blank = arguments.indexOf(' ', start);
            int end = blank < 0 ? arguments.length() : blank;
            String argument = arguments.substring(start, end);
            int equals = argument.indexOf('=');
            boolean secret = equals > 0 && looksSecret(argument.substring(0, equals));
            result.append(secret ? argument.substring(0, equals + 1) + MASK : argument);
            if (blank >= 0) {
                result.append(' ');
            }
            start = end + 1;
        }
        return result.toString();
    }

    private static boolean looksSecret(String name) {
        StringBuilder upper = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            upper.append(c >= 'a' && c <= 'z' ? (char) (c - 'a' + 'A') : c);
        }
        for (int i = 0; i < SECRET.length; i++) {
            if (upper.indexOf(SECRET[i]) >= 0) {
                return true;
            }
        }
        return false;
    }
}
