package dev.sallyport.agent.notice;

/**
 * What people are told of a violation. It goes where logs and traces go, so it holds what stderr
 * says, and neither arguments nor folders.
 */
public final class Notice {
    private final String violation;
    private final String line;
    private final String[] facts;

    /**
     * A notice.
     *
     * @param violation its id
     * @param line for people
     * @param facts for programs: names and values in turn
     */
    public Notice(String violation, String line, String... facts) {
        this.violation = violation;
        this.line = line;
        this.facts = facts.clone();
    }

    String violation() {
        return violation;
    }

    String line() {
        return line;
    }

    String[] facts() {
        return facts.clone();
    }
}
