package dev.sallyport.policy;

import java.util.List;

/**
 * A server's allowlist, and the decisions that follow from it. Immutable; any thread may ask it.
 *
 * <p>Default is deny, a deny rule always wins, and the order of rules never matters for what is
 * decided (of several rules that allow, the first in the file is named).
 */
public final class Policy {
    /** The only version of the policy file that there is. */
    public static final int VERSION = 1;

    private final String server;
    private final OnViolation onViolation;
    private final List<Rule> allow;
    private final List<Rule> deny;
    private final PathRules processes;
    private final PathRules nativeLibraries;
    private final PathRules agents;
    private final List<Preset> presets;
    private final Proxies proxies;
    private final Resolvers resolvers;
    private final Artifact artifact;
    private final boolean learning;
    private final boolean asksForTools;
    private final boolean asksForCallers;
    private final boolean asksForRequests;

    private final ConnectionJudge connectionJudge;
    private final ProxyJudge proxyJudge;
    private final RequestJudge requestJudge;
    private final LookupJudge lookupJudge;
    private final ProgramJudge programJudge;
    private final PathJudge libraryJudge;
    private final PathJudge agentJudge;
    private final Verdict tampering;
    private final LookAlike lookAlike;

    Policy(PolicyDraft draft) {
        server = draft.server;
        onViolation = draft.onViolation;
        allow = List.copyOf(draft.allow);
        deny = List.copyOf(draft.deny);
        processes = draft.processes;
        nativeLibraries = draft.nativeLibraries;
        agents = draft.agents;
        presets = List.copyOf(draft.presets);
        proxies = draft.proxies;
        resolvers = draft.resolvers;
        artifact = draft.artifact;
        learning = draft.learning;
        boolean tools = false;
        boolean callers = false;
        boolean requests = false;
        for (int i = 0; i < allow.size() + deny.size(); i++) {
            Rule rule = i < allow.size() ? allow.get(i) : deny.get(i - allow.size());
            tools |= !rule.tools().isEmpty();
            callers |= !rule.callers().isEmpty();
            requests |= !rule.methods().isEmpty() || !rule.paths().isEmpty();
        }
        asksForTools = tools;
        asksForCallers = callers;
        asksForRequests = requests;

        RuleIndex allowIndex = new RuleIndex(allow);
        RuleIndex denyIndex = new RuleIndex(deny);
        Outcomes outcomes = new Outcomes(allow, deny, onViolation, draft.quarantined);
        connectionJudge = new ConnectionJudge(allowIndex, denyIndex, proxies, outcomes, learning);
        proxyJudge = new ProxyJudge(connectionJudge, outcomes, learning);
        requestJudge = new RequestJudge(connectionJudge, proxyJudge, proxies, outcomes, learning);
        lookupJudge = new LookupJudge(allowIndex, denyIndex, proxies, outcomes);
        programJudge =
                new ProgramJudge(
                        new PathJudge(
                                processes,
                                Reason.PROCESSES,
                                draft.quarantined ? Reason.QUARANTINED : Reason.PROCESS_NOT_LISTED,
                                onViolation),
                        presets,
                        System.getProperty("java.home") + "/bin/java");
        libraryJudge =
                new PathJudge(
                        nativeLibraries,
                        Reason.NATIVE_LIBRARIES,
                        draft.quarantined ? Reason.QUARANTINED : Reason.LIBRARY_NOT_LISTED,
                        onViolation);
        OnViolation onTampering = learning ? OnViolation.BLOCK : onViolation;
        agentJudge = new PathJudge(agents, Reason.AGENTS, Reason.TAMPERING, onTampering);
        tampering = Verdict.deny(Reason.TAMPERING, onTampering);
        lookAlike = new LookAlike(allow);
    }

    /**
     * What holds while no policy is given: everything is allowed ({@code builtin:learn}, or the
     * reason that any policy would give), except that connections to the cloud metadata addresses
     * and tampering are blocked, and forged names are reported.
     *
     * @param server the server's name
     */
    public static Policy learning(String server) {
        PolicyDraft draft = new PolicyDraft();
        draft.server = server;
        draft.onViolation = OnViolation.REPORT;
        draft.deny = List.of(metadata(0, "169.254.169.254"), metadata(1, "fd00:ec2::254"));
        draft.learning = true;
        return new Policy(draft);
    }

    /**
     * What holds for a server in quarantine, whatever its policy allows: nothing is let go, but
     * what every policy allows (its own ports, {@code localhost}, the JDK's libraries).
     *
     * @param policy its own, or what holds without one
     */
    public static Policy quarantine(Policy policy) {
        PolicyDraft draft = new PolicyDraft();
        draft.server = policy.server;
        draft.onViolation = OnViolation.BLOCK;
        draft.artifact = policy.artifact;
        draft.quarantined = true;
        return new Policy(draft);
    }

    private static Rule metadata(int index, String address) {
        RuleDraft rule = new RuleDraft(false, index);
        rule.id = "cloud-metadata";
        rule.range = AddressRange.parse(address);
        rule.onViolation = OnViolation.BLOCK;
        rule.why = "hands the machine's cloud credentials to whoever asks";
        return new Rule(rule);
    }

    /**
     * Decides one attempt. Warm, it takes well under a microsecond with ten rules or ten thousand,
     * resolves nothing and blocks on nothing.
     *
     * @param provenance asked only where a rule hangs on it, and never for a look-up; null only
     *     where a {@link Destination.Request} says so
     * @param todayEpochDay the day in UTC, as days since 1970-01-01
     */
    public Verdict decide(
            Destination destination,
            Provenance provenance,
            long todayEpochDay,
            Names names,
            OwnHost self) {
        if (destination instanceof Destination.Connection connection) {
            return connectionJudge.judge(connection, null, provenance, todayEpochDay, names, self);
        }
        if (destination instanceof Destination.UnixSocket socket) {
            return connectionJudge.judge(socket, provenance, todayEpochDay);
        }
        if (destination instanceof Destination.Request request) {
            return requestJudge.judge(request, provenance, todayEpochDay, names, self);
        }
        if (destination instanceof Destination.ServerName serverName) {
            return requestJudge.judge(serverName, provenance, todayEpochDay, names, self);
        }
        if (destination instanceof Destination.ProxyTarget target) {
            return proxyJudge.judge(target, null, provenance, todayEpochDay, names);
        }
        if (destination instanceof Destination.Tampering) {
            return tampering;
        }
        if (destination instanceof Destination.Agent agent) {
            return agentJudge.judge(agent.path(), agent.sha256());
        }
        if (destination instanceof Destination.Lookup lookup) {
            return orLearned(lookupJudge.judge(lookup, todayEpochDay, self));
        }
        if (destination instanceof Destination.ReverseLookup lookup) {
            return orLearned(lookupJudge.judge(lookup, todayEpochDay, names, self));
        }
        if (learning) {
            return Outcomes.LEARN;
        }
        if (destination instanceof Destination.Program program) {
            return programJudge.judge(program);
        }
        Destination.NativeLibrary library = (Destination.NativeLibrary) destination;
        return libraryJudge.judge(library.path(), library.sha256());
    }

    /**
     * The listed host that a denied name may have been made to be taken for. Costs up to some
     * milliseconds: to be asked for the first attempt of a kind, and for no allowed one.
     *
     * @return as an allow rule spells it; {@code null} where the name looks like none, or is listed
     */
    public String lookAlikeOf(String canonicalName) {
        return lookAlike.of(canonicalName);
    }

    /** What would be allowed in any case keeps its reason: a baseline needs no rule for it. */
    private Verdict orLearned(Verdict verdict) {
        return learning && !verdict.allowed() ? Outcomes.LEARN : verdict;
    }

    /** Whether this is the floor of {@link #learning} and no policy of anybody's. */
    public boolean isLearning() {
        return learning;
    }

    /** Whether a verdict can hang on the tool call. */
    public boolean asksForTools() {
        return asksForTools;
    }

    /** Whether a verdict can hang on the caller. */
    public boolean asksForCallers() {
        return asksForCallers;
    }

    /** Whether a verdict can hang on the method or the path of a request. */
    public boolean asksForRequests() {
        return asksForRequests;
    }

    /**
     * Whether what listens at the end of a connection is a listed proxy, by whatever name the
     * connection goes there.
     */
    public boolean isProxy(Destination.Connection connection, Names names) {
        return proxies.listenAt(connection, names);
    }

    public int version() {
        return VERSION;
    }

    /**
     * The server's name: 1 to 128 printable characters. It may hold slashes and dots, so it is no
     * file name as it stands.
     */
    public String server() {
        return server;
    }

    /** What happens to a denied attempt where neither rule nor section says otherwise. */
    public OnViolation onViolation() {
        return onViolation;
    }

    /** In file order. */
    public List<Rule> allow() {
        return allow;
    }

    /** In file order. */
    public List<Rule> deny() {
        return deny;
    }

    public PathRules processes() {
        return processes;
    }

    public PathRules nativeLibraries() {
        return nativeLibraries;
    }

    /** In file order. */
    public List<Preset> presets() {
        return presets;
    }

    /** In file order. */
    public List<Proxy> proxies() {
        return proxies.list();
    }

    public Resolvers resolvers() {
        return resolvers;
    }

    /** Agents that may be loaded after the start. */
    public PathRules agents() {
        return agents;
    }

    /**
     * Whether the server is the one that the policy was approved for. What runs already cannot be
     * refused, so this is reported at most.
     *
     * @param sha256 of the main jar, null where it is not known
     * @return the denial; null where there is none
     */
    public Verdict mainJar(String sha256) {
        if (artifact == null || artifact.sha256().contains(sha256 == null ? "" : sha256)) {
            return null;
        }
        return Verdict.deny(Reason.ARTIFACT_CHANGED, onViolation.atMostReport());
    }

    /** The artifact that the policy was approved for; null if it names none. */
    public Artifact artifact() {
        return artifact;
    }

    @Override
    public String toString() {
        return learning ? "learning floor" : "policy of " + Printable.plain(server);
    }
}
