package dev.sallyport.cli;

/** What the tool's exit codes mean, the same for every command. */
final class Exit {
    static final int FINE = 0;

    /** Violations, a denial, a policy that is wider, or somebody who said no. */
    static final int FOUND = 1;

    /** Nothing could be said or done: input that is missing or broken, or nobody to approve. */
    static final int UNUSABLE = 2;

    private Exit() {}
}
