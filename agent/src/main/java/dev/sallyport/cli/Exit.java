package dev.sallyport.cli;

/** What the tool's exit codes mean, the same for every command. */
final class Exit {
    static final int FINE = 0;

    /** Violations, or a denial. */
    static final int FOUND = 1;

    /** Nothing could be said: input that is missing, broken or empty. */
    static final int UNUSABLE = 2;

    private Exit() {}
}
