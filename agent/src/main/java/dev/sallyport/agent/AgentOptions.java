package dev.sallyport.agent;

import dev.sallyport.agent.record.Recorder;
import dev.sallyport.policy.OnViolation;
import java.io.File;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What can be said at launch: {@code -javaagent:sallyport.jar=policy=weather.policy.json,server=x},
 * or the same as environment variables for launches that cannot pass arguments. An argument goes
 * before its variable.
 *
 * <p>A comma separates options where a name and {@code =} follow it; elsewhere it belongs to the
 * value. Two commas are always one comma of the value.
 */
final class AgentOptions {
    private static final String OPTION_NAME = "abcdefghijklmnopqrstuvwxyz-";

    /** Every option, in the order of the help text. */
    enum Option {
        POLICY("policy"),
        ON_VIOLATION("on-violation"),
        EVENTS("events"),
        EVENTS_LIMIT("events-limit"),
        SERVER("server"),
        HOST_TAGS("host-tags"),
        JMX("jmx"),
        ACTUATOR("actuator"),
        LOG("log"),
        ON_FAILURE("on-failure");

        final String name;
        final String variable;

        Option(String name) {
            this.name = name;
            StringBuilder upper = new StringBuilder("SALLYPORT_");
            for (int i = 0; i < name.length(); i++) {
                char c = name.charAt(i);
                upper.append(c == '-' ? '_' : (char) (c - 'a' + 'A'));
            }
            this.variable = upper.toString();
        }

        static Option named(String name) {
            for (Option option : values()) {
                if (option.name.equals(name)) {
                    return option;
                }
            }
            return null;
        }
    }

    /** Reads one environment variable, {@code null} where it is not set. */
    interface Environment {
        String get(String variable);
    }

    private final Map<Option, String> values = new EnumMap<>(Option.class);
    private final Set<Option> fromArguments = EnumSet.noneOf(Option.class);

    private AgentOptions() {}

    /**
     * @param arguments of the flag, or {@code null}
     * @throws StartupException an unknown option, one given twice, one without or with a wrong
     *     value
     */
    static AgentOptions parse(String arguments, Environment environment) throws StartupException {
        AgentOptions options = new AgentOptions();
        for (String part : parts(arguments == null ? "" : arguments)) {
            options.take(part);
        }
        for (Option option : Option.values()) {
            String value = environment.get(option.variable);
            if (value != null) {
                if (value.isEmpty()) {
                    throw new StartupException(
                            "the environment variable "
                                    + option.variable
                                    + " is empty; give it a value or unset it");
                }
                if (options.get(option) == null) {
                    options.values.put(option, value);
                }
            }
        }
        options.check();
        return options;
    }

    /**
     * Whether the operator chose to go on unguarded, found out without judging the rest: the other
     * options may be what is wrong.
     */
    static boolean opensOnFailure(String arguments, Environment environment) {
        String chosen = null;
        for (String part : parts(arguments == null ? "" : arguments)) {
            if (part.startsWith(Option.ON_FAILURE.name + "=")) {
                chosen = part.substring(Option.ON_FAILURE.name.length() + 1);
            }
        }
        if (chosen == null) {
            chosen = environment.get(Option.ON_FAILURE.variable);
        }
        return "open".equals(chosen);
    }

    /**
     * The same options for a child JVM, which may start in another folder.
     *
     * @param server the server's name, the child's included
     */
    String forChild(String server) {
        StringBuilder text = new StringBuilder();
        for (Option option : Option.values()) {
            String value = option == Option.SERVER ? server : get(option);
            if (value != null) {
                boolean path = option == Option.POLICY || option == Option.EVENTS;
                String whole = path ? new File(value).getAbsolutePath() : value;
                text.append(text.length() == 0 ? "" : ",").append(option.name).append('=');
                text.append(whole.replace(",", ",,"));
            }
        }
        return text.toString();
    }

    /** The policy file as given, or {@code null}: learn. */
    String policy() {
        return get(Option.POLICY);
    }

    /** The folder for events as given, or {@code null}: below the user's home. */
    String events() {
        return get(Option.EVENTS);
    }

    /** What the files of the events' folder may come to, in bytes. */
    long eventsLimit() {
        String mebibytes = get(Option.EVENTS_LIMIT);
        return mebibytes == null ? Recorder.DEFAULT_LIMIT : Long.parseLong(mebibytes) << 20;
    }

    /** The server's name, or {@code null}: the policy's, or the program's. */
    String server() {
        return get(Option.SERVER);
    }

    /** Whether violations go to the server's own log rather than to stderr. */
    boolean logsToServer() {
        return "server".equals(get(Option.LOG));
    }

    /** What overrides the policy, or {@code null}: nothing does. */
    OnViolation onViolation() {
        String value = get(Option.ON_VIOLATION);
        return value == null ? null : OnViolation.ofWire(value);
    }

    /** Whether figures name hosts. */
    boolean tagsHosts() {
        return "true".equals(get(Option.HOST_TAGS));
    }

    /** Whether the platform's MBean server is made where nobody else makes it. */
    boolean jmx() {
        return "true".equals(get(Option.JMX));
    }

    /** Whether Spring Boot's health and info tell of Sallyport. */
    boolean actuator() {
        return "true".equals(get(Option.ACTUATOR));
    }

    /** Who said it: {@code argument} or {@code environment}; {@code null} when nobody did. */
    String source(Option option) {
        if (get(option) == null) {
            return null;
        }
        return fromArguments.contains(option) ? "argument" : "environment";
    }

    private String get(Option option) {
        return values.get(option);
    }

    private void take(String part) throws StartupException {
        int equals = part.indexOf('=');
        String name = equals < 0 ? part : part.substring(0, equals);
        Option option = Option.named(name);
        if (option == null) {
            throw new StartupException("\"" + name + "\" is no option; there are " + known());
        }
        if (equals < 0 || equals == part.length() - 1) {
            throw new StartupException("the option " + name + " has no value");
        }
        if (get(option) != null) {
            throw new StartupException("the option " + name + " is given twice");
        }
        values.put(option, part.substring(equals + 1));
        fromArguments.add(option);
    }

    private void check() throws StartupException {
        String onViolation = get(Option.ON_VIOLATION);
        if (onViolation != null && OnViolation.ofWire(onViolation) == null) {
            throw new StartupException(
                    "on-violation=" + onViolation + " is none of log, report, block");
        }
        String onFailure = get(Option.ON_FAILURE);
        if (onFailure != null && !onFailure.equals("closed") && !onFailure.equals("open")) {
            throw new StartupException("on-failure=" + onFailure + " is none of closed, open");
        }
        checkSwitch(Option.HOST_TAGS);
        checkSwitch(Option.JMX);
        checkSwitch(Option.ACTUATOR);
        String log = get(Option.LOG);
        if (log != null && !log.equals("stderr") && !log.equals("server")) {
            throw new StartupException("log=" + log + " is none of stderr, server");
        }
        String limit = get(Option.EVENTS_LIMIT);
        if (limit != null && !isLimit(limit)) {
            throw new StartupException(
                    "events-limit=" + limit + " is no number of mebibytes from 1 to 1000000");
        }
        String server = server();
        for (int i = 0; server != null && i < server.length(); i++) {
            if (server.length() > 128 || Character.isISOControl(server.charAt(i))) {
                throw new StartupException(
                        "server= takes at most 128 printable characters, and no others");
            }
        }
        if (policy() == null && onViolation() == OnViolation.BLOCK) {
            throw new StartupException(
                    "on-violation=block without a policy; name one with policy=FILE");
        }
    }

    private void checkSwitch(Option option) throws StartupException {
        String value = get(option);
        if (value != null && !value.equals("true") && !value.equals("false")) {
            throw new StartupException(option.name + "=" + value + " is none of true, false");
        }
    }

    private static boolean isLimit(String text) {
        int value = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9' || i > 6) {
                return false;
            }
            value = value * 10 + (c - '0');
        }
        return value >= 1 && value <= 1_000_000;
    }

    private static String known() {
        StringBuilder names = new StringBuilder();
        for (Option option : Option.values()) {
            names.append(names.length() == 0 ? "" : ", ").append(option.name);
        }
        return names.toString();
    }

    private static List<String> parts(String arguments) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        for (int i = 0; i < arguments.length(); i++) {
            char c = arguments.charAt(i);
            if (c == ',' && i + 1 < arguments.length() && arguments.charAt(i + 1) == ',') {
                part.append(',');
                i++;
            } else if (c == ','
                    && (i + 1 == arguments.length() || startsOption(arguments, i + 1))) {
                parts.add(part.toString());
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        if (part.length() > 0) {
            parts.add(part.toString());
        }
        return parts;
    }

    private static boolean startsOption(String arguments, int from) {
        int i = from;
        while (i < arguments.length() && OPTION_NAME.indexOf(arguments.charAt(i)) >= 0) {
            i++;
        }
        return i > from && i < arguments.length() && arguments.charAt(i) == '=';
    }
}
