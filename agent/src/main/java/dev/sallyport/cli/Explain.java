package dev.sallyport.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.cli.text.Shown;
import dev.sallyport.event.Caller;
import dev.sallyport.policy.Address;
import dev.sallyport.policy.CallerPattern;
import dev.sallyport.policy.Destination;
import dev.sallyport.policy.Policy;
import dev.sallyport.policy.Provenance;
import dev.sallyport.policy.Rule;
import dev.sallyport.policy.Transport;
import dev.sallyport.policy.Verdict;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = "Says what a policy decides about one attempt, and why.",
        footer = {"", "Exit codes: 0 allow, 1 deny, 2 unusable input."})
final class Explain implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(names = "--policy", required = true, paramLabel = "FILE", description = "The policy.")
    private Path policyFile;

    @ArgGroup private Attempt attempt = new Attempt();

    @Option(
            names = "--request",
            paramLabel = "REQUEST",
            description =
                    "An HTTP request, as 'GET https://api.example/path', on what --connect or"
                            + " --proxy-target opens; alone, at the address that --resolved gives"
                            + " its host.")
    private String request;

    @Option(
            names = "--server-name",
            paramLabel = "NAME",
            description = "With --connect or --proxy-target: what a TLS ClientHello asks for.")
    private String serverName;

    @Option(
            names = "--named",
            paramLabel = "NAME",
            description = "With --connect: what the address object claims to be called.")
    private String named;

    @Option(
            names = "--transport",
            paramLabel = "T",
            defaultValue = "tcp",
            description = "With --connect: tcp (default) or udp.")
    private String transport;

    @Option(
            names = "--resolved",
            paramLabel = "NAME=ADDRESS[,ADDRESS]",
            description = "A look-up that the resolver has answered; repeatable.")
    private List<String> resolved = List.of();

    @Option(
            names = "--tool",
            paramLabel = "T",
            description = "A tool call that the attempt may belong to; repeatable.")
    private List<String> tools = List.of();

    @Option(
            names = "--caller",
            paramLabel = "C",
            description =
                    "The library whose code makes the attempt: group:artifact, its jar's name, or"
                            + " both, one after the other. Without it the caller is unknown.")
    private List<String> callers = List.of();

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    /** At most one of them is given. */
    static final class Attempt {
        @Option(
                names = "--connect",
                paramLabel = "ADDRESS:PORT",
                description = "A connection, as 192.0.2.1:443 or [2001:db8::1]:443.")
        private String connect;

        @Option(
                names = "--proxy-target",
                paramLabel = "HOST:PORT",
                description = "What a listed proxy is asked to connect to.")
        private String proxyTarget;

        @Option(names = "--lookup", paramLabel = "NAME", description = "A name's look-up.")
        private String lookup;

        @Option(
                names = "--reverse",
                paramLabel = "ADDRESS",
                description = "An address's reverse look-up.")
        private String reverse;

        @Option(
                names = "--unix",
                paramLabel = "PATH",
                description = "A unix-domain socket; empty for an abstract one.")
        private String unix;

        @Option(names = "--process", paramLabel = "PATH", description = "A child process.")
        private String process;

        @Option(names = "--native-library", paramLabel = "PATH", description = "A native library.")
        private String nativeLibrary;
    }

    @Override
    public Integer call() throws JsonProcessingException {
        GivenNames names = new GivenNames();
        for (String answer : resolved) {
            try {
                names.add(answer);
            } catch (IllegalArgumentException wrong) {
                throw unusable("--resolved " + answer, wrong);
            }
        }
        Destination destination = destination(names);
        Policy policy = PolicyFile.read(policyFile, spec.commandLine().getErr());
        if (policy == null) {
            return Exit.UNUSABLE;
        }
        long today = LocalDate.now(ZoneOffset.UTC).toEpochDay();
        Verdict verdict = policy.decide(destination, provenance(), today, names, new ThisMachine());
        print(verdict);
        return verdict.allowed() ? Exit.FINE : Exit.FOUND;
    }

    private Provenance provenance() {
        String jar = null;
        String coordinates = null;
        for (String caller : callers) {
            if (caller.indexOf(':') >= 0) {
                coordinates = caller;
            } else if (caller.endsWith(".jar")) {
                jar = caller;
            } else if (!caller.equals(Caller.UNKNOWN)) {
                throw unusable(
                        "--caller " + caller + " is neither group:artifact nor a jar's name", null);
            }
        }
        return new GivenProvenance(tools, jar, coordinates);
    }

    private record GivenProvenance(List<String> tools, String jar, String coordinates)
            implements Provenance {
        @Override
        public boolean calledBy(CallerPattern pattern) {
            return pattern.matches(jar, coordinates);
        }
    }

    private Destination destination(GivenNames names) {
        if (request != null && serverName != null) {
            throw unusable("--request and --server-name are two attempts; give one", null);
        }
        GivenRequest given = request == null ? null : request();
        Destination opened = opened();
        if (opened == null && given != null) {
            opened = connectionFor(given, names);
        }
        if (opened == null) {
            throw unusable(
                    "Give an attempt: --connect, --proxy-target, --request, --lookup, --reverse,"
                            + " --unix, --process or --native-library",
                    null);
        }
        if (given == null && serverName == null) {
            return opened;
        }
        boolean carries =
                opened instanceof Destination.Connection
                        || opened instanceof Destination.ProxyTarget;
        if (!carries) {
            throw unusable("--request and --server-name go with --connect or --proxy-target", null);
        }
        return given == null ? new Destination.ServerName(opened, serverName) : given.on(opened);
    }

    private GivenRequest request() {
        try {
            return GivenRequest.parse(request);
        } catch (IllegalArgumentException wrong) {
            throw unusable("--request " + request + " " + wrong.getMessage(), wrong);
        }
    }

    private Destination connectionFor(GivenRequest given, GivenNames names) {
        Address address = names.firstOf(given.host());
        if (address == null) {
            throw unusable(
                    "--request alone needs to know where its host lies; add --resolved "
                            + given.host()
                            + "=ADDRESS, or --connect ADDRESS:PORT",
                    null);
        }
        return new Destination.Connection(address, given.port(), Transport.TCP, given.host());
    }

    /** Null where none is given. */
    private Destination opened() {
        if (attempt.connect != null) {
            return connection(attempt.connect);
        }
        if (attempt.proxyTarget != null) {
            String text = attempt.proxyTarget;
            int colon = colon("--proxy-target", text);
            return new Destination.ProxyTarget(
                    text.substring(0, colon), port("--proxy-target", text.substring(colon + 1)));
        }
        if (attempt.lookup != null) {
            return new Destination.Lookup(attempt.lookup);
        }
        if (attempt.reverse != null) {
            return new Destination.ReverseLookup(address("--reverse", attempt.reverse));
        }
        if (attempt.unix != null) {
            return new Destination.UnixSocket(attempt.unix);
        }
        if (attempt.process != null) {
            return new Destination.Program(attempt.process, null);
        }
        return attempt.nativeLibrary == null
                ? null
                : new Destination.NativeLibrary(attempt.nativeLibrary, null);
    }

    private int colon(String option, String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            throw unusable(option + " " + text + " has no port; write it as HOST:PORT", null);
        }
        return colon;
    }

    private Destination connection(String text) {
        Transport over = Transport.ofWire(transport);
        if (over == null) {
            throw unusable("--transport " + transport + " is neither tcp nor udp", null);
        }
        int colon = colon("--connect", text);
        String host = text.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        return new Destination.Connection(
                address("--connect", host),
                port("--connect", text.substring(colon + 1)),
                over,
                named);
    }

    private Address address(String option, String literal) {
        try {
            return Address.parse(literal);
        } catch (IllegalArgumentException wrong) {
            throw unusable(option + " " + literal + " is no IP address", wrong);
        }
    }

    private int port(String option, String text) {
        try {
            int port = Integer.parseInt(text);
            if (port >= 1 && port <= 65535) {
                return port;
            }
        } catch (NumberFormatException notANumber) {
            throw unusable(option + ": " + text + " is no port (1 to 65535)", notANumber);
        }
        throw unusable(option + ": " + text + " is no port (1 to 65535)", null);
    }

    private ParameterException unusable(String message, Exception cause) {
        return new ParameterException(spec.commandLine(), message, cause);
    }

    private void print(Verdict verdict) throws JsonProcessingException {
        PrintWriter out = spec.commandLine().getOut();
        String word = verdict.allowed() ? "allow" : "deny";
        Rule rule = verdict.rule();
        if (json) {
            ObjectNode object = new ObjectMapper().createObjectNode();
            object.put("verdict", word);
            object.put("reason", verdict.reason());
            object.put("rule", rule == null ? null : rule.label());
            object.put(
                    "onViolation",
                    verdict.onViolation() == null ? null : verdict.onViolation().wire());
            out.println(new ObjectMapper().writeValueAsString(object));
            return;
        }
        out.println(word + " (" + verdict.reason() + ")");
        if (rule != null) {
            out.println(
                    (verdict.allowed() || !rule.allows() ? "rule:    " : "nearest: ")
                            + Shown.text(rule.label()));
        }
        if (!verdict.allowed()) {
            out.println("action:  " + verdict.onViolation().wire());
        }
    }
}
