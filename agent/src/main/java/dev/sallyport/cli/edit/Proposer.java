package dev.sallyport.cli.edit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sallyport.cli.history.Kind;
import dev.sallyport.cli.history.Replay;
import dev.sallyport.cli.history.ServerHistory;
import dev.sallyport.cli.names.Suffixes;
import dev.sallyport.event.Activity;
import dev.sallyport.policy.Address;
import dev.sallyport.policy.PathRule;
import dev.sallyport.policy.Policy;
import dev.sallyport.policy.Preset;
import dev.sallyport.policy.Reason;
import dev.sallyport.policy.Rule;
import dev.sallyport.policy.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Proposes a policy from what a server was seen to do: the narrowest entries under which all of it
 * would be allowed again, added to what a policy already says. What was refused, what only claimed
 * a name and what no rule can name is left to people, with the reason.
 */
public final class Proposer {
    /** Names below one domain that are looked up and not connected to: more carry data, rather. */
    private static final int MOST_LOOK_UPS_ONLY = 8;

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final ServerHistory history;
    private final PolicyText existing;
    private final Wishes wishes;
    private final Suffixes suffixes;
    private final long today;

    private final ConnectionRules connections = new ConnectionRules();
    private final Map<String, Kind> lookups = new TreeMap<>();
    private final List<Kind> reverse = new ArrayList<>();
    private final SortedSet<String> sockets = new TreeSet<>();
    private final List<Kind> programs = new ArrayList<>();
    private final SortedSet<String> libraries = new TreeSet<>();
    private final Map<String, NotProposed> notProposed = new TreeMap<>();

    /**
     * What a person asked for.
     *
     * @param wildcards whether names that change below one owner's domain become a wildcard
     * @param reported whether what a policy reported but let go is taken in
     * @param unusedFor after how many runs without a use an entry is proposed for removal
     */
    public record Wishes(boolean wildcards, boolean reported, int unusedFor) {}

    private Proposer(
            ServerHistory history,
            PolicyText existing,
            Wishes wishes,
            Suffixes suffixes,
            long today) {
        this.history = history;
        this.existing = existing;
        this.wishes = wishes;
        this.suffixes = suffixes;
        this.today = today;
    }

    /**
     * Proposes.
     *
     * @param existing what nothing is taken away from
     * @param today days since 1970-01-01, in UTC
     */
    public static Proposal propose(
            ServerHistory history,
            PolicyText existing,
            Wishes wishes,
            Suffixes suffixes,
            long today) {
        return new Proposer(history, existing, wishes, suffixes, today).propose();
    }

    private Proposal propose() {
        history.kinds().forEach(this::sort);
        SortedSet<String> wildcards = connections.wildcards(suffixes);
        if (wishes.wildcards()) {
            connections.putTogether(wildcards);
        }
        List<Entry> entries = new ArrayList<>(connections.rules());
        for (String path : sockets) {
            entries.add(new Entry(Entry.ALLOW, JSON.objectNode().put("unix", path)));
        }
        entries = writable(entries);
        addLookUps(entries);
        addPaths(entries);
        entries = writable(entries);

        Policy bare = with(entries, List.of()).policy();
        List<Proposal.Backed> backed = backed(bare, new Usage(bare, history, today));
        return new Proposal(
                withArtifact(with(entries, comments(entries, backed))),
                backed,
                List.copyOf(notProposed.values()),
                unused(backed),
                wishes.wildcards() ? new TreeSet<>() : wildcards,
                connections.refusedWildcards(suffixes),
                history.runs().size());
    }

    private void sort(Kind kind) {
        if (kind.activity() == Activity.MAIN_JAR || kind.isBuiltIn()) {
            return;
        }
        Collection<String> addresses =
                kind.activity() == Activity.CONNECT ? kind.addresses() : nothing();
        for (String address : addresses) {
            try {
                sort(kind, address);
            } catch (IllegalArgumentException noAddress) {
                leave(kind, "it holds what is no address");
            }
        }
    }

    private static List<String> nothing() {
        List<String> one = new ArrayList<>();
        one.add(null);
        return one;
    }

    private void sort(Kind kind, String address) {
        Verdict now = Replay.verdict(existing.policy(), kind, address, today);
        if (now.allowed()) {
            return;
        }
        String objection = Observed.objection(kind, wishes.reported());
        if (objection == null) {
            objection = Observed.unnameable(kind);
        }
        if (objection == null && now.reason().equals(Reason.DENIED_BY_RULE.wire())) {
            objection = "the policy denies it (" + now.ruleLabel() + ")";
        }
        if (objection == null && Observed.isBelowFloor(kind, address, today)) {
            objection = "it hands out the machine's cloud credentials; write that rule by hand";
        }
        if (objection != null) {
            leave(kind, objection);
            return;
        }
        switch (kind.activity()) {
            case CONNECT ->
                    connections.add(kind, Address.parse(address), history.serverNames(kind));
            case LOOKUP -> lookups.put(kind.target().name(), kind);
            case REVERSE_LOOKUP -> reverse.add(kind);
            case UNIX_CONNECT -> addSocket(kind);
            case PROCESS -> programs.add(kind);
            case NATIVE_LIBRARY -> libraries.add(StablePath.ofLibrary(kind.target().path()));
            default -> leave(kind, "no rule can name it");
        }
    }

    private void addSocket(Kind kind) {
        String path = kind.target().path();
        if (!path.startsWith("/")) {
            leave(kind, "a socket without a path cannot be listed");
        } else if (!StablePath.ofProgram(path).equals(path)) {
            leave(kind, "its name changes from run to run, and a unix rule names one path");
        } else {
            sockets.add(path);
        }
    }

    private void leave(Kind kind, String why) {
        if (kind.outcome().quiet()) {
            return;
        }
        String what = described(kind);
        String id = kind.outcome().violation();
        String mend = id == null ? why : why.replace("allow ID", "sallyport allow " + id);
        notProposed.putIfAbsent(what + "|" + mend, new NotProposed(what, id, mend));
    }

    private static String described(Kind kind) {
        String target = kind.target().display();
        return switch (kind.activity()) {
            case LOOKUP -> "look-up of " + target;
            case REVERSE_LOOKUP -> "reverse look-up of " + target;
            case UNIX_CONNECT -> "unix socket " + target;
            case PROCESS -> "program " + target;
            case NATIVE_LIBRARY -> "native library " + target;
            case AGENT -> "late agent " + target;
            case TAMPERING -> "tampering with " + target;
            default -> target;
        };
    }

    /** Of names that nothing was connected to, and that no rule so far lets look up. */
    private void addLookUps(List<Entry> entries) {
        Policy soFar = with(entries, List.of()).policy();
        Map<String, List<Kind>> byDomain = new TreeMap<>();
        lookups.forEach(
                (name, kind) -> {
                    if (!Replay.verdict(soFar, kind, null, today).allowed()) {
                        String owned = suffixes.owned(name);
                        byDomain.computeIfAbsent(owned == null ? name : owned, d -> list())
                                .add(kind);
                    }
                });
        byDomain.forEach(
                (domain, kinds) -> {
                    if (kinds.size() > MOST_LOOK_UPS_ONLY) {
                        String many = kinds.size() + " names below " + domain;
                        String why = "looked up and never connected to: as data leave by DNS";
                        notProposed.put(many, new NotProposed("look-ups of " + many, null, why));
                    } else {
                        for (Kind kind : kinds) {
                            entries.add(ConnectionRules.lookUpOnly(kind.target().name()));
                        }
                    }
                });
        Policy all = with(entries, List.of()).policy();
        for (Kind kind : reverse) {
            if (!Replay.verdict(all, kind, null, today).allowed()) {
                leave(kind, "nothing was connected to there; a cidr rule would open it");
            }
        }
    }

    private static List<Kind> list() {
        return new ArrayList<>();
    }

    private void addPaths(List<Entry> entries) {
        List<Preset> presets = Presets.covering(programs);
        for (Preset preset : presets) {
            entries.add(new Entry(Entry.PRESETS, JSON.textNode(preset.toString())));
        }
        SortedSet<String> paths = new TreeSet<>();
        for (Kind program : programs) {
            if (presets.stream().noneMatch(preset -> Presets.fits(preset, program))) {
                paths.add(StablePath.ofProgram(program.target().path()));
            }
        }
        for (String path : paths) {
            entries.add(new Entry(Entry.PROCESSES, JSON.textNode(path)));
        }
        for (String library : libraries) {
            entries.add(new Entry(Entry.LIBRARIES, JSON.textNode(library)));
        }
    }

    /** Entries of one list stand together, and are added together. */
    private PolicyText with(List<Entry> entries, List<String> comments) {
        PolicyText text = existing;
        int end;
        for (int start = 0; start < entries.size(); start = end) {
            List<String> list = entries.get(start).list();
            List<JsonNode> values = new ArrayList<>();
            List<String> above = new ArrayList<>();
            for (end = start; end < entries.size() && entries.get(end).list() == list; end++) {
                values.add(entries.get(end).value());
                above.add(comments.isEmpty() ? null : comments.get(end));
            }
            text = text.add(list, values, above);
        }
        return text;
    }

    /** A tool's name may be longer than policies take, an event be made up by a hostile process. */
    private List<Entry> writable(List<Entry> entries) {
        PolicyText empty = PolicyText.begin("entry", "entry");
        List<Entry> writable = new ArrayList<>();
        for (Entry entry : entries) {
            try {
                empty.add(entry.list(), entry.value(), null);
                writable.add(entry);
            } catch (IllegalStateException refused) {
                String what = OneLine.of(entry.value());
                notProposed.put(what, new NotProposed(what, null, "no policy can hold it"));
            }
        }
        return writable;
    }

    private List<Proposal.Backed> backed(Policy policy, Usage usage) {
        List<Proposal.Backed> backed = new ArrayList<>();
        Policy before = existing.policy();
        SecondLook look = new SecondLook(history.runs().size(), policy.allow(), usage, suffixes);
        for (Rule rule : policy.allow()) {
            Uses uses = usage.of(Entry.ALLOW, rule.index());
            boolean isNew = rule.index() >= before.allow().size();
            backed.add(
                    new Proposal.Backed(
                            Entry.ALLOW,
                            rule.index(),
                            RuleWords.of(rule),
                            isNew,
                            uses,
                            look.of(rule, uses)));
        }
        addPaths(
                backed,
                Entry.PROCESSES,
                policy.processes().allow(),
                before.processes().allow().size(),
                usage,
                look);
        addPaths(
                backed,
                Entry.LIBRARIES,
                policy.nativeLibraries().allow(),
                before.nativeLibraries().allow().size(),
                usage,
                look);
        for (int i = 0; i < policy.presets().size(); i++) {
            Uses uses = usage.of(Entry.PRESETS, i);
            boolean isNew = i >= before.presets().size();
            String name = "preset " + policy.presets().get(i);
            backed.add(new Proposal.Backed(Entry.PRESETS, i, name, isNew, uses, List.of()));
        }
        return backed;
    }

    private static void addPaths(
            List<Proposal.Backed> backed,
            List<String> list,
            List<PathRule> rules,
            int before,
            Usage usage,
            SecondLook look) {
        for (int i = 0; i < rules.size(); i++) {
            String pattern = rules.get(i).path().toString();
            Uses uses = usage.of(list, i);
            String words = (list == Entry.PROCESSES ? "program " : "library ") + pattern;
            backed.add(
                    new Proposal.Backed(
                            list, i, words, i >= before, uses, look.ofPath(pattern, uses)));
        }
    }

    /** One an entry, {@code null} where nothing is odd enough. */
    private static List<String> comments(List<Entry> entries, List<Proposal.Backed> backed) {
        List<String> comments = new ArrayList<>();
        Map<String, Integer> next = new TreeMap<>();
        for (Entry entry : entries) {
            List<Proposal.Backed> ofSection =
                    backed.stream()
                            .filter(b -> b.isNew() && b.list().equals(entry.list()))
                            .toList();
            int at = next.merge(entry.section(), 1, Integer::sum) - 1;
            List<String> marks =
                    ofSection.get(at).marks().stream()
                            .filter(mark -> !mark.equals(SecondLook.ONE_TOOL))
                            .toList();
            comments.add(marks.isEmpty() ? null : "second look: " + String.join(", ", marks));
        }
        return comments;
    }

    private PolicyText withArtifact(PolicyText text) {
        JsonNode artifact = MainJarSeen.latest(history);
        return artifact == null || text.policy().artifact() != null
                ? text
                : text.set("artifact", artifact);
    }

    /** Entries that were there and that none of the last runs used, where there were so many. */
    private List<Proposal.Backed> unused(List<Proposal.Backed> backed) {
        int since = history.runs().size() - wishes.unusedFor();
        return since < 0
                ? List.of()
                : backed.stream()
                        .filter(entry -> !entry.isNew())
                        .filter(entry -> entry.uses().runs().tailSet(since).isEmpty())
                        .toList();
    }
}
