package dev.sallyport.policy;

/**
 * Every reason of a verdict that is not a single rule of the policy; those read {@code rule:<id>}.
 */
public enum Reason {
    PROCESSES("rule:processes", true),
    NATIVE_LIBRARIES("rule:nativeLibraries", true),
    AGENTS("rule:agents", true),
    PRESETS("rule:presets", true),
    PROXIES("rule:proxies", true),
    LOCALHOST("builtin:localhost", true),
    SELF("builtin:self", true),
    JDK("builtin:jdk", true),
    KNOWN_ADDRESS("builtin:known-address", true),
    /** A DNS server that the machine or the policy names: what it is asked is judged by itself. */
    RESOLVER("builtin:resolver", true),
    LEARN("builtin:learn", true),
    NOT_LISTED("not-listed", false),
    DENIED_BY_RULE("denied-by-rule", false),
    FORGED_NAME("forged-name", false),
    SPECIAL_ADDRESS("special-address", false),
    ADDRESS_NOT_ALLOWED("address-not-allowed", false),
    EXPIRED("expired", false),
    TOOL_NOT_ALLOWED("tool-not-allowed", false),
    CALLER_NOT_ALLOWED("caller-not-allowed", false),
    /** The authority of a request is not the name that its connection was opened for. */
    AUTHORITY_MISMATCH("authority-mismatch", false),
    /** The server name of a TLS ClientHello is not the name that its connection was opened for. */
    SNI_MISMATCH("sni-mismatch", false),
    /** The name may be reached, but not with this method, or not for this path. */
    REQUEST_NOT_ALLOWED("request-not-allowed", false),
    LOOKUP_NOT_LISTED("lookup-not-listed", false),
    PROCESS_NOT_LISTED("process-not-listed", false),
    LIBRARY_NOT_LISTED("library-not-listed", false),
    QUARANTINED("quarantined", false),
    TAMPERING("tampering", false),
    ARTIFACT_CHANGED("artifact-changed", false);

    private final String wire;
    private final boolean allows;

    Reason(String wire, boolean allows) {
        this.wire = wire;
        this.allows = allows;
    }

    /** The text in verdicts and events. */
    public String wire() {
        return wire;
    }

    /** Whether a verdict with this reason allows. */
    public boolean allows() {
        return allows;
    }
}
