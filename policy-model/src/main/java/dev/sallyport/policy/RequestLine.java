package dev.sallyport.policy;

/** What a request asks for, for one decision: its path is read when the first rule wants it. */
final class RequestLine {
    private static final String[] UNREADABLE = {};

    private final String method;
    private final String path;
    private String[] segments;

    /** Either is null where it is not known. */
    RequestLine(String method, String path) {
        this.method = method;
        this.path = path;
    }

    boolean meets(Rule rule) {
        return (rule.methods().isEmpty() || (method != null && rule.methods().contains(method)))
                && (rule.paths().isEmpty() || isAmong(rule));
    }

    private boolean isAmong(Rule rule) {
        if (segments == null) {
            String normal = path == null ? null : RequestPath.normal(path);
            segments = normal == null ? UNREADABLE : RequestPath.segments(normal);
        }
        if (segments == UNREADABLE) {
            return false;
        }
        for (int i = 0; i < rule.paths().size(); i++) {
            if (rule.paths().get(i).matches(segments)) {
                return true;
            }
        }
        return false;
    }
}
