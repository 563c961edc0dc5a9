package dev.sallyport.agent.hook;

/**
 * {@code 17-} is 17 and later, {@code 17-17} just that one, as in the hook table.
 *
 * @param first the first feature release
 * @param last the last one
 */
record Releases(int first, int last) {
    static Releases parse(String text) {
        int dash = text.indexOf('-');
        String last = text.substring(dash + 1);
        return new Releases(
                Integer.parseInt(text.substring(0, dash)),
                last.isEmpty() ? Integer.MAX_VALUE : Integer.parseInt(last));
    }

    boolean contain(int feature) {
        return first <= feature && feature <= last;
    }
}
