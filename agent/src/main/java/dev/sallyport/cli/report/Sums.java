package dev.sallyport.cli.report;

import java.util.List;

/**
 * The verdict on a server, in numbers of findings.
 *
 * @param blocked kinds of violation that were refused
 * @param reported kinds that were let go and would be refused under {@code block}
 * @param dismissed kinds that somebody dismissed and that do not count today
 * @param fresh open kinds that nobody has seen yet
 */
public record Sums(long blocked, long reported, long dismissed, long fresh) {
    static Sums of(List<Finding> findings) {
        long blocked = 0;
        long reported = 0;
        long dismissed = 0;
        long fresh = 0;
        for (Finding finding : findings) {
            boolean open = finding.isOpen();
            blocked += open && finding.counts().blocked() > 0 ? 1 : 0;
            reported += open && finding.counts().blocked() == 0 ? 1 : 0;
            dismissed += finding.counts().isViolation() && finding.isDismissed() ? 1 : 0;
            fresh += open && finding.isNew() ? 1 : 0;
        }
        return new Sums(blocked, reported, dismissed, fresh);
    }

    /** Kinds of violation that count. */
    public long open() {
        return blocked + reported;
    }
}
