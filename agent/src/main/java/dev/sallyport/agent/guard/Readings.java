package dev.sallyport.agent.guard;

import dev.sallyport.agent.gate.Doors;
import dev.sallyport.agent.gate.Figures;
import dev.sallyport.agent.record.Recorder;
import dev.sallyport.event.Activity;
import dev.sallyport.policy.OnViolation;
import dev.sallyport.policy.Reason;
import dev.sallyport.policy.Transport;
import java.util.ArrayList;
import java.util.List;

/**
 * The table of figures: a row for each number that a dashboard may want. All are there from the
 * start with 0, because a rate cannot be taken of a number that comes into being at 1.
 */
final class Readings implements Figures {
    private static final List<String> UNTAGGED = List.of();

    /** Why a connection may be decided as it is, where a policy holds; {@code null} is a rule. */
    private static final Reason[] HELD = {
        null,
        Reason.SELF,
        Reason.RESOLVER,
        Reason.NOT_LISTED,
        Reason.DENIED_BY_RULE,
        Reason.FORGED_NAME,
        Reason.SPECIAL_ADDRESS,
        Reason.ADDRESS_NOT_ALLOWED,
        Reason.EXPIRED,
        Reason.TOOL_NOT_ALLOWED,
        Reason.CALLER_NOT_ALLOWED,
        Reason.AUTHORITY_MISMATCH,
        Reason.SNI_MISMATCH,
        Reason.REQUEST_NOT_ALLOWED,
        Reason.QUARANTINED,
    };

    private static final Reason[] LEARNT = {
        Reason.LEARN, Reason.SELF, Reason.DENIED_BY_RULE, Reason.FORGED_NAME,
    };

    private final List<Row> rows = new ArrayList<>();
    private final Stopwatch stopwatch;
    private final Recorder recorder;
    private final NameLedger ledger;
    private final Doors doors;
    private final Standing standing;

    Readings(
            Tally tally,
            HostTallies hosts,
            Stopwatch stopwatch,
            Recorder recorder,
            NameLedger ledger,
            Doors doors,
            Standing standing,
            boolean learning) {
        this.stopwatch = stopwatch;
        this.recorder = recorder;
        this.ledger = ledger;
        this.doors = doors;
        this.standing = standing;
        List<HostTally> counted =
                hosts == null ? List.of(HostTally.ofAny(null, tally)) : hosts.all();
        for (int i = 0; i < counted.size(); i++) {
            addConnections(counted.get(i), learning ? LEARNT : HELD);
            addViolations(counted.get(i));
        }
        add(Source.DECISIONS, TIMER, "decision", "How long it took to judge a connection");
        add(
                Source.WRITTEN,
                COUNTER,
                "events.written",
                "Events on disk; one stands for all equal attempts of a second");
        add(
                Source.UNNAMED,
                COUNTER,
                "events.dropped",
                "Attempts counted among others of too many kinds, without an event of their own");
        add(
                Source.WAITING,
                GAUGE,
                "events.waiting",
                "Kinds of attempts whose count is not on disk yet; many, for long, is a full disk");
        add(Source.NAMES, GAUGE, "names", "Host names whose addresses a look-up has proved");
        add(Source.HOOKS, GAUGE, "hooks", "Places where the JDK asks Sallyport");
    }

    private void addConnections(HostTally host, Reason[] reasons) {
        for (Reason reason : reasons) {
            boolean allows = reason == null || reason.allows();
            for (Transport transport : Transport.values()) {
                if (host.connects(transport)
                        && (transport == Transport.TCP || !isOfTcpAlone(reason))) {
                    addConnections(host, Activity.CONNECT, transport, reason, allows);
                }
            }
            if (host.connects(null) && isOfUnixSockets(reason)) {
                addConnections(host, Activity.UNIX_CONNECT, null, reason, allows);
            }
        }
    }

    /** A port that listens, and what is spoken on a connection. */
    private static boolean isOfTcpAlone(Reason reason) {
        return reason == Reason.SELF
                || reason == Reason.AUTHORITY_MISMATCH
                || reason == Reason.SNI_MISMATCH
                || reason == Reason.REQUEST_NOT_ALLOWED;
    }

    /** These have neither an address nor a name. */
    private static boolean isOfUnixSockets(Reason reason) {
        return !isOfTcpAlone(reason)
                && reason != Reason.RESOLVER
                && reason != Reason.FORGED_NAME
                && reason != Reason.SPECIAL_ADDRESS
                && reason != Reason.ADDRESS_NOT_ALLOWED;
    }

    private void addConnections(
            HostTally host, Activity activity, Transport transport, Reason reason, boolean allows) {
        List<String> tags =
                List.of(
                        "verdict",
                        allows ? "allow" : "deny",
                        "reason",
                        reason == null ? Tally.RULE : reason.wire(),
                        "transport",
                        transport == null ? "unix" : transport.wire());
        rows.add(
                new Row(
                        Source.ATTEMPTS,
                        COUNTER,
                        "connections",
                        "Outbound connections that were attempted",
                        tagged(tags, host),
                        host.tally(),
                        activity,
                        transport,
                        reason,
                        null));
    }

    /** All of one name have tags of the same names: Prometheus takes no others. */
    private static List<String> tagged(List<String> tags, HostTally host) {
        if (host.host() == null) {
            return tags;
        }
        List<String> all = new ArrayList<>(tags);
        all.add("host");
        all.add(host.host());
        return all;
    }

    private void addViolations(HostTally host) {
        for (Activity activity : Activity.values()) {
            for (OnViolation done : OnViolation.values()) {
                if (activity.isAttempt() && host.violates(activity)) {
                    List<String> tags =
                            List.of("activity", activity.wireName(), "on.violation", done.wire());
                    rows.add(
                            new Row(
                                    Source.VIOLATIONS,
                                    COUNTER,
                                    "violations",
                                    "Attempts that were denied, but for known noise",
                                    tagged(tags, host),
                                    host.tally(),
                                    activity,
                                    null,
                                    null,
                                    done));
                }
            }
        }
    }

    private void add(Source source, int kind, String name, String description) {
        rows.add(new Row(source, kind, name, description, UNTAGGED, null, null, null, null, null));
    }

    @Override
    public int count() {
        return rows.size();
    }

    @Override
    public String name(int figure) {
        return "sallyport." + rows.get(figure).name;
    }

    @Override
    public int kind(int figure) {
        return rows.get(figure).kind;
    }

    @Override
    public String description(int figure) {
        return rows.get(figure).description;
    }

    @Override
    public String[] tags(int figure) {
        return rows.get(figure).tags.toArray(new String[0]);
    }

    @Override
    public long read(int figure) {
        Row row = rows.get(figure);
        return switch (row.source) {
            case ATTEMPTS -> row.tally.attempts(row.activity, row.transport, row.reason);
            case VIOLATIONS -> row.tally.violations(row.activity, row.done);
            case DECISIONS -> stopwatch.times();
            case WRITTEN -> recorder.written();
            case UNNAMED -> recorder.unnamed();
            case WAITING -> recorder.waiting();
            case NAMES -> ledger.size();
            case HOOKS -> doors.count();
        };
    }

    @Override
    public long nanos(int figure) {
        return stopwatch.nanos();
    }

    @Override
    public String[] standing() {
        return standing.facts();
    }

    private enum Source {
        ATTEMPTS,
        VIOLATIONS,
        DECISIONS,
        WRITTEN,
        UNNAMED,
        WAITING,
        NAMES,
        HOOKS
    }

    private record Row(
            Source source,
            int kind,
            String name,
            String description,
            List<String> tags,
            Tally tally,
            Activity activity,
            Transport transport,
            Reason reason,
            OnViolation done) {}
}
