package dev.sallyport.policy;

import java.util.List;

/** The server artifact that a policy was approved for. */
public final class Artifact {
    private final String name;
    private final List<String> sha256;

    Artifact(String name, List<String> sha256) {
        this.name = name;
        this.sha256 = List.copyOf(sha256);
    }

    public String name() {
        return name;
    }

    /** The SHA-256 of every jar that counts as this artifact, each 64 lower-case hex digits. */
    public List<String> sha256() {
        return sha256;
    }
}
