package dev.sallyport.cli.edit;

import java.util.List;
import java.util.SortedSet;

/**
 * What a baseline would make of a policy.
 *
 * @param edited the policy with everything proposed, nothing removed
 * @param entries what speaks for each entry of it, in file order
 * @param notProposed what is left to people
 * @param unused which entries no run has used for a while
 * @param wildcards parents of changing names that {@code --wildcards} would put together
 * @param refusedWildcards those for which nobody vouches: anybody can have a name there
 * @param runs how many runs speak
 */
public record Proposal(
        PolicyText edited,
        List<Backed> entries,
        List<NotProposed> notProposed,
        List<Backed> unused,
        SortedSet<String> wildcards,
        SortedSet<String> refusedWildcards,
        int runs) {

    /**
     * An entry of the policy, with what speaks for it.
     *
     * @param list keys to its list
     * @param index in it
     * @param rule as people read it
     * @param isNew whether this proposal adds it
     * @param marks why it deserves a second look, the weightiest first
     */
    public record Backed(
            List<String> list,
            int index,
            String rule,
            boolean isNew,
            Uses uses,
            List<String> marks) {}

    /** The policy without the entries that nobody uses. */
    public PolicyText withoutUnused() {
        PolicyText text = edited;
        for (int i = unused.size() - 1; i >= 0; i--) {
            text = text.remove(unused.get(i).list(), unused.get(i).index());
        }
        return text;
    }
}
