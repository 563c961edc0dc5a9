package dev.sallyport.agent.guard;

import dev.sallyport.agent.attribution.Callers;
import dev.sallyport.agent.attribution.MainJar;
import dev.sallyport.agent.gate.Doors;
import dev.sallyport.agent.gate.Figures;
import dev.sallyport.agent.gate.Gatehouse;
import dev.sallyport.agent.gate.Greeting;
import dev.sallyport.agent.gate.Ground;
import dev.sallyport.agent.gate.Pass;
import dev.sallyport.agent.gate.Query;
import dev.sallyport.agent.gate.Sentry;
import dev.sallyport.agent.gate.Stream;
import dev.sallyport.agent.notice.Notices;
import dev.sallyport.agent.notice.ServerLog;
import dev.sallyport.agent.notice.Spans;
import dev.sallyport.agent.record.Recorder;
import dev.sallyport.event.Activity;
import dev.sallyport.event.Caller;
import dev.sallyport.event.ToolCalls;
import dev.sallyport.policy.Address;
import dev.sallyport.policy.Destination;
import dev.sallyport.policy.HostPattern;
import dev.sallyport.policy.Policy;
import dev.sallyport.policy.Proxy;
import dev.sallyport.policy.Reason;
import dev.sallyport.policy.Rule;
import dev.sallyport.policy.Transport;
import dev.sallyport.policy.Verdict;
import java.io.IOException;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.StringTokenizer;

/**
 * Decides. It looks at the destination; who calls is asked only to describe an attempt and where a
 * rule names callers, so a borrowed stack opens what such a rule opens and nothing else.
 *
 * <p>No code of the application runs in here: names come as strings, addresses as bytes.
 */
public final class Guard implements Sentry {
    private static final List<String> NO_TOOLS = Collections.emptyList();

    private final Policy policy;
    private final boolean asksForTools;
    private final NameLedger ledger;
    private final Today today;
    private final KnownAttempts known = new KnownAttempts();
    private final Ground ground;
    private final ThisHost host;
    private final RealPaths links;
    private final ModuleHash libraries;
    private final ModuleHash agents;
    private final Doors doors;
    private final ProtectedFiles files;
    private final String childFlag;
    private final Callers callers;
    private final Recorder recorder;
    private final Register register;
    private final Streams streams;
    private final ServerLog log;
    private final Spans spans;
    private final Requests requests;
    private final LookUps lookUps;
    private final Datagrams datagrams;
    private final Logbook logbook;
    private final Tally tally = new Tally();
    private final HostTallies hosts;
    private final Standing standing;

    /** Where somebody wants to know how long a decision takes. */
    private volatile Stopwatch stopwatch;

    /**
     * @param log the server's own, where that is to tell of violations; {@code null} for stderr
     * @param doors the hooks
     * @param files what nobody may change
     * @param callers which code makes an attempt
     * @param mainJar the server itself
     */
    public Guard(
            Orders orders,
            Ground ground,
            Recorder recorder,
            ServerLog log,
            Doors doors,
            ProtectedFiles files,
            Callers callers,
            MainJar mainJar) {
        this(
                orders,
                ground,
                recorder,
                log,
                doors,
                files,
                callers,
                mainJar,
                new Today(),
                ResolvConf.read());
    }

    Guard(
            Orders orders,
            Ground ground,
            Recorder recorder,
            ServerLog log,
            Doors doors,
            ProtectedFiles files,
            Callers callers,
            MainJar mainJar,
            Today today,
            ResolvConf resolvers) {
        this.policy = orders.policy();
        this.asksForTools = policy.asksForTools();
        this.today = today;
        this.ledger = new NameLedger(NameLedger.DEFAULT_CAPACITY, new SpelledOut(policy));
        this.ground = ground;
        this.host = new ThisHost(ground);
        this.links = new RealPaths(policy);
        this.libraries = new ModuleHash(policy.nativeLibraries());
        this.agents = new ModuleHash(policy.agents());
        this.doors = doors;
        this.files = files;
        this.childFlag = orders.childFlag();
        this.callers = callers;
        this.recorder = recorder;
        this.log = log;
        this.spans = new Spans(ground);
        this.hosts = orders.countsHosts() ? new HostTallies(policy) : null;
        this.standing = new Standing(orders);
        this.register =
                new Register(
                        orders,
                        ledger,
                        libraries,
                        ground,
                        callers,
                        recorder,
                        new Notices(policy.isLearning(), log),
                        spans,
                        tally,
                        hosts,
                        standing);
        this.logbook = new Logbook(policy, recorder, log, mainJar, doors, register);
        this.streams = new Streams(policy, ledger, host, today, ground, callers, register, doors);
        this.requests = new Requests(policy, ledger, today, ground, host, callers, register, doors);
        this.lookUps = new LookUps(policy, ledger, today, host, callers, known, register);
        this.datagrams = new Datagrams(policy, resolvers, lookUps, ledger, host);
    }

    @Override
    public String connect(byte[] bytes, int port, String claim, int over) {
        Stopwatch watch = stopwatch;
        if (watch == null) {
            return judged(bytes, port, claim, over);
        }
        long start = System.nanoTime();
        String refusal = judged(bytes, port, claim, over);
        watch.add(System.nanoTime() - start);
        return refusal;
    }

    private String judged(byte[] bytes, int port, String claim, int over) {
        Transport transport =
                over == TCP ? Transport.TCP : over == UDP ? Transport.UDP : Transport.SCTP;
        ToolCalls calls = ground.toolCalls();
        List<String> tools = asksForTools ? calls.names() : NO_TOOLS;
        AttemptKey key =
                known.find(
                        bytes,
                        port,
                        transport,
                        claim,
                        tools,
                        ledger.generation(),
                        today.epochDay());
        String refusal =
                register.conclude(
                        key != null ? key : judge(bytes, port, transport, claim, tools),
                        calls,
                        true);
        if (over == TCP) {
            // Before a denied one too: the first that is let go may be where the stack ends.
            streams.arm();
            requests.arm();
        }
        return refusal;
    }

    private AttemptKey judge(
            byte[] bytes, int port, Transport transport, String claim, List<String> tools) {
        Circumstances now = new Circumstances(host, ledger, today, tools, callers);
        Address address = Address.of(bytes);
        Verdict verdict = decide(new Destination.Connection(address, port, transport, claim), now);
        Reason unsettled = policy.isLearning() ? Reason.LEARN : Reason.NOT_LISTED;
        String meant =
                verdict.reason().equals(unsettled.wire()) ? datagrams.meant(claim, address) : null;
        if (meant != null) {
            verdict = decide(new Destination.Connection(address, port, transport, meant), now);
        }
        String completed = verdict.allowed() ? datagrams.completed(claim, address) : null;
        if (completed != null) {
            Verdict byRule =
                    decide(new Destination.Connection(address, port, transport, completed), now);
            boolean isDenied = byRule.rule() != null && !byRule.rule().allows();
            verdict = isDenied ? byRule : verdict;
        }
        String name = shownName(address, meant == null ? claim : meant);
        AttemptKey key = AttemptKey.connection(name, address, port, transport, verdict);
        known.keep(bytes, port, transport, claim, tools, now, key);
        return key;
    }

    @Override
    public Stream stream(byte[] address, int port, String claim) throws IOException {
        return streams.open(address, port, claim);
    }

    @Override
    public String request(
            byte[] address,
            int port,
            String claim,
            String authority,
            int defaultPort,
            String method,
            String path) {
        return requests.judge(address, port, claim, authority, defaultPort, method, path);
    }

    @Override
    public Pass pass(byte[] address, int port, String claim, String authority, int defaultPort) {
        return requests.pass(address, port, claim, authority, defaultPort);
    }

    @Override
    public void listening() {
        ledger.renew();
    }

    @Override
    public Greeting greeting(byte[] random) {
        return streams.greeting(random);
    }

    @Override
    public String lookup(String name) {
        return lookUps.forward(name, true);
    }

    @Override
    public String resolve(String name) {
        return lookUps.forward(name, false);
    }

    @Override
    public void resolved(String name, byte[] address) {
        String canonical = LookUps.canonical(name);
        if (canonical != null) {
            ledger.bind(canonical, Address.of(address));
        }
    }

    @Override
    public boolean listsResolvers() {
        return !policy.resolvers().list().isEmpty();
    }

    @Override
    public boolean bindsProvider(String className) {
        return policy.resolvers().bindsProvider(className);
    }

    @Override
    public boolean bindsHostsFile(String path) {
        return policy.resolvers().bindsHostsFile(path);
    }

    /**
     * A name that was refused is refused again with the same words, and not counted again: its
     * look-up was. Through a SOCKS proxy such a name would leave the process without a look-up.
     */
    @Override
    public String unresolved(String name) {
        return lookUps.forward(name, false);
    }

    @Override
    public String reverse(byte[] bytes) {
        return lookUps.reverse(Address.of(bytes));
    }

    /** The JDK looks a name up again that a reverse look-up gave, to see whether it is true. */
    @Override
    public void named(byte[] address, String name) {
        String canonical = LookUps.canonical(name);
        if (canonical != null && ground.isOwnAddress(address)) {
            host.addName(canonical);
        }
    }

    @Override
    public boolean isDnsServer(byte[] address, int port) {
        return datagrams.isServer(address, port);
    }

    @Override
    public Query query(byte[] server, int port, byte[] message) {
        return datagrams.query(server, port, message);
    }

    @Override
    public void completes(String asked, String completed) {
        datagrams.completes(asked, completed);
    }

    @Override
    public boolean trustsTransports() {
        return doors.hasTransports();
    }

    @Override
    public void bound(byte[] address, int port) {
        datagrams.bind(address, port);
    }

    @Override
    public String unixConnect(String path) {
        Verdict verdict = decide(new Destination.UnixSocket(path));
        String listed = links.listedAs(path);
        if (!verdict.allowed() && listed != null) {
            verdict = decide(new Destination.UnixSocket(listed));
        }
        return register.conclude(AttemptKey.path(Activity.UNIX_CONNECT, path, verdict), true);
    }

    @Override
    public String process(String program, String arguments) {
        Verdict verdict = decide(new Destination.Program(program, arguments));
        String listed = links.listedAs(program);
        if (!verdict.allowed() && listed != null) {
            verdict = decide(new Destination.Program(listed, arguments));
        }
        return register.conclude(
                AttemptKey.path(Activity.PROCESS, program, verdict),
                ground.toolCalls(),
                true,
                arguments);
    }

    @Override
    public String childFlag(String program) {
        return childFlag != null && policy.processes().guardsJvms() && program.endsWith("/java")
                ? childFlag
                : null;
    }

    @Override
    public boolean listsProgram(String path) {
        return decide(new Destination.Program(path, null)).allowed();
    }

    /** The JDK's own libraries are part of what runs the server, and are not put on record. */
    @Override
    public String nativeLibrary(String path) {
        if (links.isOfJdk(path) && !links.opensOthers(path)) {
            return armed(path);
        }
        Verdict verdict = decide(new Destination.NativeLibrary(path, libraries.ifPinned(path)));
        String refusal =
                register.conclude(AttemptKey.path(Activity.NATIVE_LIBRARY, path, verdict), true);
        return refusal == null ? armed(path) : refusal;
    }

    private String armed(String path) {
        try {
            doors.arm(path.substring(path.lastIndexOf('/') + 1));
            return null;
        } catch (IOException unguarded) {
            return "Sallyport cannot guard what this library opens: " + unguarded.getMessage();
        }
    }

    @Override
    public String agent(String jar) {
        Verdict verdict = decide(new Destination.Agent(jar, agents.ifPinned(jar)));
        return register.conclude(AttemptKey.path(Activity.AGENT, jar, verdict), true);
    }

    /**
     * Where the policy lists agents, this JVM may be attached to, as that is how they come; which
     * one it is, is judged when it does.
     */
    @Override
    public String attach(String process) {
        boolean own = process != null && process.equals(Long.toString(recorder.pid()));
        return own && !policy.agents().allow().isEmpty()
                ? null
                : tampering(own ? "self-attach" : "attach-to-another-JVM");
    }

    /** Those that load code; and those that write a file, if it is one that nobody may change. */
    @Override
    public String diagnosticCommand(String command, String[] arguments) {
        if (command.equals("JVMTI.agent_load")) {
            return tampering(command);
        }
        String refusal = null;
        for (int i = 0; i < arguments.length && refusal == null; i++) {
            StringTokenizer words = new StringTokenizer(arguments[i], " ,=\"'");
            while (words.hasMoreTokens() && refusal == null) {
                String path = RealPaths.realPath(words.nextToken());
                refusal = files.protects(path) ? tampering(path) : null;
            }
        }
        return refusal;
    }

    @Override
    public boolean hasHooks(String type, byte[] file) {
        return doors.hasHooks(type, file);
    }

    @Override
    public String unhook(String type) {
        return tampering("hooks-of-" + type.replace('/', '.'));
    }

    @Override
    public boolean isProtectedName(String lastName) {
        return files.mayBe(lastName);
    }

    @Override
    public String[] protectedFiles() {
        return files.files();
    }

    @Override
    public String change(String path) {
        return files.protects(path) ? tampering(path) : null;
    }

    private String tampering(String what) {
        Verdict verdict = decide(new Destination.Tampering(what));
        return register.conclude(AttemptKey.path(Activity.TAMPERING, what, verdict), true);
    }

    /** Labels that stay behind guard nothing less; events then say that they are not sure. */
    @Override
    public void carryLabels() {
        try {
            doors.carryLabels();
        } catch (IOException missing) {
            unlabelled("the JDK's executors", missing.getMessage());
        }
    }

    @Override
    public Object caller() {
        Caller here = callers.find();
        return here == null || here.type() == null ? null : here;
    }

    @Override
    public Object[] guests(String library) {
        return Gatehouse.guests(library);
    }

    @Override
    public Object[] heralds(String library) {
        return Gatehouse.heralds(library);
    }

    @Override
    public Figures figures() {
        Stopwatch watch = stopwatch;
        if (watch == null) {
            watch = new Stopwatch();
            stopwatch = watch;
        }
        return new Readings(
                tally, hosts, watch, recorder, ledger, doors, standing, policy.isLearning());
    }

    @Override
    public void unheard(String library, String why) {
        logbook.unheard(library, why);
    }

    @Override
    public void unlabelled(String library, String why) {
        logbook.unlabelled(library, why);
    }

    @Override
    public void met(String[] facts) {
        logbook.met(facts);
    }

    @Override
    public void writeLog() {
        log.write();
    }

    @Override
    public void beat() {
        spans.beat();
        recorder.beat();
        if (log != null) {
            log.beat();
        }
        callers.beat();
        logbook.beat();
    }

    @Override
    public void end() {
        logbook.aboutToStop();
        spans.end();
        if (log != null) {
            log.end();
        }
        recorder.flush();
        logbook.stopped(tally, spans.failures());
        recorder.tellLost();
    }

    private Verdict decide(Destination destination) {
        List<String> tools = asksForTools ? ground.toolCalls().names() : NO_TOOLS;
        return decide(destination, new Circumstances(host, ledger, today, tools, callers));
    }

    private Verdict decide(Destination destination, Circumstances now) {
        return policy.decide(destination, now, now.today(), ledger, now);
    }

    /** The claim where there is one, else the first name that is proved, else {@code null}. */
    private String shownName(Address address, String claim) {
        String claimed = claim == null || claim.isEmpty() ? null : LookUps.canonical(claim);
        if (claimed != null) {
            return claimed;
        }
        List<String> proved = ledger.namesOf(address);
        return proved.isEmpty() ? null : proved.get(0);
    }

    /** The names that allow rules spell out. */
    private static final class SpelledOut implements NameLedger.Lasting {
        private final Set<String> names = new HashSet<>();

        SpelledOut(Policy policy) {
            for (Rule rule : policy.allow()) {
                HostPattern pattern = rule.host();
                if (pattern != null && pattern.toString().charAt(0) != '*') {
                    names.add(pattern.toString());
                }
            }
            for (Proxy proxy : policy.proxies()) {
                if (proxy.host() != null) {
                    names.add(proxy.host());
                }
            }
        }

        @Override
        public boolean spellsOut(String canonicalName) {
            return names.contains(canonicalName);
        }
    }
}
