package dev.sallyport.agent.guard;

/**
 * A name for a violation that people can say: {@code v} and six hex digits. It follows from the
 * server and the attempt, so the same violation has the same id in every run; two of them share an
 * id once in sixteen million.
 */
final class ViolationId {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private ViolationId() {}

    static String of(String server, String key) {
        long hash = FNV_OFFSET;
        String text = server + "|" + key;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * FNV_PRIME;
        }
        long folded = (hash ^ hash >>> 24 ^ hash >>> 48) & 0xffffff;
        String hex = Long.toHexString(folded | 0x1000000);
        return "v" + hex.substring(1);
    }
}
