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

    /** The jar's hash tells two builds apart; where one is unknown, all else does. */
    public boolean isSameAs(ServerBuild other) {
        boolean hashed = sha256 != null && other.sha256 != null;
        return hashed ? sha256.equals(other.sha256) : equals(other);
    }
}
