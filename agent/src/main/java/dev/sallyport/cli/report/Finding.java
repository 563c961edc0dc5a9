package dev.sallyport.cli.report;

import dev.sallyport.event.Activity;
import dev.sallyport.event.Target;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;

/**
 * One kind of attempt that the policy denies, over all runs: what people allow, dismiss or act on
 * by its id.
 *
 * @param id {@code v} and six hex digits
 * @param target of its first attempt
 * @param addresses that the name had, sorted
 * @param serverNames that handshakes have proved for its address, sorted
 * @param reason as the policy names it
 * @param counts what was done about it
 * @param first epoch milliseconds
 * @param last epoch milliseconds
 * @param timeline how often in each column of the server's axis
 * @param sources tool calls and code, the most frequent first
 * @param nearest which rule came nearest and what it lacks, or why that cannot be said
 * @param marks in the order of {@link Mark}
 * @param lookAlikeOf the listed name that it looks like, or {@code null}
 * @param secrets names of variables in the process that look like secrets
 * @param since which run did it first
 * @param otherServers that went to the same place, sorted
 * @param isNew whether nobody has seen it yet
 * @param dismissal that holds or held; {@code null} for none
 * @param isDismissed whether it holds today
 */
public record Finding(
        String server,
        String id,
        Activity activity,
        Target target,
        SortedSet<String> addresses,
        SortedSet<String> serverNames,
        String reason,
        Counts counts,
        long first,
        long last,
        List<Long> timeline,
        List<Source> sources,
        String nearest,
        Set<Mark> marks,
        String lookAlikeOf,
        SortedSet<String> secrets,
        Since since,
        SortedSet<String> otherServers,
        boolean isNew,
        Dismissal dismissal,
        boolean isDismissed) {

    /** Whether it makes {@code review} fail. */
    public boolean isOpen() {
        return counts.isViolation() && !isDismissed;
    }

    /** {@code look-up of collect.example}, {@code collect.example:443}, {@code program /bin/sh}. */
    public String destination() {
        return Wording.destination(activity, target);
    }

    /** Of an HTTP request; {@code null} where it is none, or its path is not known. */
    String path() {
        return target.request() == null ? null : target.request().path();
    }

    /** How its name was proved, in words. */
    public String nameProof() {
        return Wording.nameProof(activity, target, serverNames);
    }

    /** The stack of its most frequent source that has one; else empty. */
    public List<String> stack() {
        for (Source source : sources) {
            if (source.caller() != null && !source.caller().stack().isEmpty()) {
                return source.caller().stack();
            }
        }
        return List.of();
    }
}
