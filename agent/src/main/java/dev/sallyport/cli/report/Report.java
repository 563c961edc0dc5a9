package dev.sallyport.cli.report;

import dev.sallyport.cli.history.History;
import dev.sallyport.cli.history.PastRun;
import dev.sallyport.cli.history.ServerHistory;
import java.io.File;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What a person is to see of what servers did.
 *
 * @param made when
 * @param servers by name
 * @param unreadable lines that were no events
 */
public record Report(Instant made, List<ServerReport> servers, long unreadable) {

    /**
     * Of a history.
     *
     * @param home Sallyport's folder, where it says what was reviewed; {@code null} for none
     * @throws IOException what was reviewed cannot be read
     */
    public static Report of(History history, File home, Instant now) throws IOException {
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        Neighbours neighbours = new Neighbours(history);
        List<ServerReport> servers = new ArrayList<>();
        for (ServerHistory server : history.servers()) {
            Reviewed reviewed = Reviewed.read(home, server.server(), today);
            servers.add(ServerReport.of(server, reviewed, neighbours));
        }
        return new Report(now, List.copyOf(servers), history.unreadable());
    }

    /** Findings that nobody has seen. */
    public Report onlyNew() {
        return only(finding -> finding.isNew() && finding.isOpen());
    }

    /** Findings of these ids, and the servers that have any. */
    public Report only(Set<String> ids) {
        Report some = only(finding -> ids.contains(finding.id()));
        List<ServerReport> having =
                some.servers.stream().filter(server -> !server.findings().isEmpty()).toList();
        return new Report(made, having, unreadable);
    }

    private Report only(Predicate<Finding> wanted) {
        return new Report(
                made, servers.stream().map(server -> server.only(wanted)).toList(), unreadable);
    }

    /**
     * Puts on record that a person has seen its findings.
     *
     * @param home Sallyport's folder; {@code null} for a user without one: then nothing is kept
     */
    public void see(File home) throws IOException {
        if (home == null) {
            return;
        }
        LocalDate today = LocalDate.ofInstant(made, ZoneOffset.UTC);
        for (ServerReport server : servers) {
            List<String> ids =
                    server.findings().stream()
                            .filter(finding -> finding.isNew() && finding.isOpen())
                            .map(Finding::id)
                            .toList();
            Reviewed.read(home, server.server(), today).see(ids);
        }
    }

    /** Kinds of violation that count. */
    public long open() {
        return servers.stream().mapToLong(server -> server.sums().open()).sum();
    }

    /** Whether any run says what held; else nothing can be said at all. */
    public boolean hasStart() {
        return servers.stream().anyMatch(server -> server.coverage().withStart() > 0);
    }

    /** When a run last began, epoch milliseconds; 0 where none did. */
    public static long lastStart(History history) {
        return history.servers().stream()
                .flatMap(server -> server.runs().stream())
                .filter(run -> run.start() != null)
                .mapToLong(PastRun::began)
                .max()
                .orElse(0);
    }
}
