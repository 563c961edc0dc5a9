package dev.sallyport.cli.report;

import dev.sallyport.cli.text.Shown;
import java.util.List;

/** What to do about a finding, as commands to paste. */
final class Advice {
    private Advice() {}

    /** The gravest first. Empty for what has no id and is no single thing to decide about. */
    static List<String> of(Finding finding) {
        if (finding.id() == null) {
            return List.of();
        }
        return List.of(
                "sallyport quarantine " + Shown.word(finding.server()),
                "sallyport allow " + Shown.word(finding.id()) + " --why 'REASON'",
                "sallyport dismiss "
                        + Shown.word(finding.id())
                        + " --until YYYY-MM-DD --why 'REASON'");
    }
}
