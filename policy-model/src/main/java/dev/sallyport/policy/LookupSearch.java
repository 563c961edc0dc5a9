package dev.sallyport.policy;

/** Looks for the first allow rule in the file that has not expired: enough for a look-up. */
final class LookupSearch extends RuleSearch {
    private final long today;
    private Rule allowing;

    LookupSearch(long today) {
        this.today = today;
    }

    /** The rule that allows; null if none does. */
    Rule allowing() {
        return allowing;
    }

    @Override
    void visit(Rule[] rules) {
        for (Rule rule : rules) {
            if (allowing != null && rule.index() >= allowing.index()) {
                return;
            }
            if (!rule.hasExpired(today)) {
                allowing = rule;
                return;
            }
        }
    }
}
