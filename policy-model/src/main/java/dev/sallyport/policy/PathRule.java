package dev.sallyport.policy;

/** One allowed program or native library. */
public final class PathRule {
    private final PathPattern path;
    private final String sha256;

    PathRule(PathPattern path, String sha256) {
        this.path = path;
        this.sha256 = sha256;
    }

    public PathPattern path() {
        return path;
    }

    /** The SHA-256 that the file must have, 64 lower-case hex digits; null if any will do. */
    public String sha256() {
        return sha256;
    }

    boolean allows(String realPath, String actualSha256) {
        return path.matches(realPath) && (sha256 == null || sha256.equalsIgnoreCase(actualSha256));
    }
}
