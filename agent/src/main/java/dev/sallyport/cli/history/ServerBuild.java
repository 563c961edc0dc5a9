package dev.sallyport.cli.history;

/**
 * Which version of a server a run was, as far as it is on record; what is not known is {@code
 * null}.
 *
 * @param name as the server announces itself
 * @param version as the server announces it
 * @param jar its main jar's file name
 * @param coordinates its main jar's Maven coordinates
 * @param sha256 of its main jar
 */
public record ServerBuild(
        String name, String version, String jar, String coordinates, String sha256) {

    /** Whether anything is known at all. */
    public boolean isKnown() {
        return version != null || jar != null || sha256 != null;
    }

    /**
     * Whether nothing tells the two apart: the jar's hash does where it is known of both, else the
     * version, else the jar's name.
     */
    public boolean isSameAs(ServerBuild other) {
        if (sha256 != null && other.sha256 != null) {
            return sha256.equals(other.sha256);
        }
        if (version != null && other.version != null) {
            return version.equals(other.version);
        }
        return jar == null || other.jar == null || jar.equals(other.jar);
    }
}
