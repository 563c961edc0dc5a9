package dev.sallyport.harness.guard;

/** Policies as their authors write them. */
public final class Policies {
    private Policies() {}

    /**
     * One that blocks.
     *
     * @param rules the elements of {@code allow}
     */
    public static String allowing(String rules) {
        return of("block", rules, "");
    }

    static String of(String onViolation, String allow, String deny) {
        return """
        {
          "version": 1,
          "server": "%s",
          "onViolation": "%s",
          "allow": [%s],
          "deny": [%s]
        }
        """
                .formatted(GuardedJvm.SERVER, onViolation, allow, deny);
    }
}
