package dev.sallyport.cli.report;

/** What makes a destination worth a second look, whatever the policy says of it. */
public enum Mark {
    METADATA_ADDRESS("metadata-address", "cloud metadata: hands out the machine's credentials"),
    FORGED_NAME("forged-name", "the name was only claimed; no look-up gave this address"),
    LOOK_ALIKE("look-alike", "looks like a listed name and is none"),
    NON_ASCII_NAME("non-ascii-name", "written in letters beyond ASCII (xn--)"),
    RANDOM_LABEL("random-label", "long or random-looking labels, as a DNS tunnel has them"),
    SHARED_HOSTING("shared-hosting", "anybody can have a name or a drop there"),
    BARE_ADDRESS("bare-address", "no name, only an address"),
    PRIVATE_RANGE("private-range", "within this machine or its network"),
    NO_CALL("no-call", "no tool call was in progress");

    private final String wire;
    private final String meaning;

    Mark(String wire, String meaning) {
        this.wire = wire;
        this.meaning = meaning;
    }

    /** As JSON, SARIF and the page have it. */
    public String wire() {
        return wire;
    }

    /** In a few words, for people. */
    public String meaning() {
        return meaning;
    }
}
