package dev.sallyport.policy;

import java.util.ArrayList;
import java.util.List;

/** Reads {@code processes}, {@code nativeLibraries} and {@code agents}. */
final class PathRulesReader {
    private static final Keys PROCESSES =
            new Keys("processes", new String[] {"allow", "onViolation", "guardJvms"});
    private static final Keys SECTION =
            new Keys("such a section", new String[] {"allow", "onViolation"});
    private static final Keys PINNED = new Keys("such an entry", new String[] {"path", "sha256"});

    private final JsonCursor in;

    PathRulesReader(JsonCursor in) {
        this.in = in;
    }

    PathRules readProcesses() throws JsonException {
        return read(true);
    }

    PathRules readNativeLibraries() throws JsonException {
        return read(false);
    }

    PathRules readAgents() throws JsonException {
        return read(false);
    }

    private PathRules read(boolean processes) throws JsonException {
        ObjectScope scope = in.beginObject("an object with allow and onViolation");
        if (scope == null) {
            return PathRules.EMPTY;
        }
        List<PathRule> allow = List.of();
        OnViolation onViolation = null;
        boolean guardsJvms = true;
        Keys keys = processes ? PROCESSES : SECTION;
        String key = in.nextKey(scope, keys);
        while (key != null) {
            if (key.equals("allow")) {
                allow = readAllow(processes);
            } else if (key.equals("onViolation")) {
                onViolation = Texts.onViolation(in);
            } else {
                guardsJvms = in.truth();
            }
            key = in.nextKey(scope, keys);
        }
        return new PathRules(allow, onViolation, guardsJvms);
    }

    private List<PathRule> readAllow(boolean processes) throws JsonException {
        List<PathRule> rules = new ArrayList<>();
        int list =
                in.beginArray(
                        processes ? "a list of absolute paths" : "a list of file names or paths");
        for (int index = 0; list >= 0 && in.nextElement(list, index); index++) {
            if (in.isObject() && !processes) {
                readPinned(rules);
            } else {
                PathPattern path = readPattern(processes);
                if (path != null) {
                    rules.add(new PathRule(path, null));
                }
            }
        }
        return rules;
    }

    private PathPattern readPattern(boolean process) throws JsonException {
        String text = in.text(process ? "an absolute path" : "a file name, a path or an object");
        if (text == null) {
            return null;
        }
        try {
            PathPattern path = PathPattern.parse(text);
            if (process && !path.isAbsolute()) {
                in.error(Printable.quoted(text) + " is no absolute path; a program needs one");
            }
            return path;
        } catch (IllegalArgumentException refused) {
            in.error(Printable.quoted(text) + " " + refused.getMessage());
            return null;
        }
    }

    private void readPinned(List<PathRule> rules) throws JsonException {
        ObjectScope scope = in.beginObject("an object");
        PathPattern path = null;
        String sha256 = null;
        String key = in.nextKey(scope, PINNED);
        while (key != null) {
            if (key.equals("path")) {
                path = readPattern(false);
            } else {
                sha256 = Texts.sha256(in);
            }
            key = in.nextKey(scope, PINNED);
        }
        if (!scope.has("path")) {
            in.errorAt(scope.opening, "path", "is missing; add a file name or a path");
        }
        if (!scope.has("sha256")) {
            in.errorAt(
                    scope.opening,
                    "sha256",
                    "is missing; an entry without a pin is written as a text");
        }
        if (path != null && sha256 != null) {
            rules.add(new PathRule(path, sha256));
        }
    }
}
