package dev.sallyport.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells whether a name was made to be taken for one that is listed: by letters that are drawn alike
 * or a slip of the fingers in what somebody has to register, another top-level domain, hyphens, or
 * the listed name put before a stranger's. Subdomains of one domain are no look-alikes of each
 * other: {@code app.example.com} and {@code api.example.com} have one owner.
 *
 * <p>Its table is built at the first question: a process that is refused nothing pays nothing.
 */
final class LookAlike {
    private static final int SHORTEST_SQUASHED = 8;

    /**
     * Where pieces of a name may begin or end; more come from nobody who means well, nor matter.
     */
    private static final int MOST_CUTS = 24;

    /** Nobody can register anything there, and resolvers append these by themselves. */
    private static final String[] PRIVATE = {
        ".local",
        ".localdomain",
        ".internal",
        ".intranet",
        ".private",
        ".corp",
        ".home",
        ".lan",
        ".arpa",
    };

    private final List<Rule> allow;
    private volatile Table table;

    /**
     * Of a policy's rules.
     *
     * @param allow in file order
     */
    LookAlike(List<Rule> allow) {
        this.allow = allow;
    }

    /**
     * The host that a name looks like.
     *
     * @param canonicalName one that is denied
     * @return as the policy spells it; {@code null} where it looks like none, or is listed itself
     */
    String of(String canonicalName) {
        if (allow.isEmpty() || canonicalName.indexOf('.') < 0) {
            return null;
        }
        Table built = table;
        if (built == null) {
            // Two threads may build it at the same time; either one is right.
            built = new Table(allow);
            table = built;
        }
        HostPattern found = built.find(canonicalName);
        return found == null ? null : found.toString();
    }

    private static final class Table {
        private final HostPattern[] patterns;
        private final HostPattern[] wildcards;
        private final HostLook[] looks;

        /** Of the looks, side by side: most of them are ruled out without being fetched. */
        private final long[] characters;

        private final Map<String, HostPattern> byName = new HashMap<>();
        private final Map<String, HostPattern> bySquashed = new HashMap<>();

        Table(List<Rule> allow) {
            Map<HostPattern, HostLook> hosts = new LinkedHashMap<>();
            List<HostPattern> starred = new ArrayList<>();
            for (int i = 0; i < allow.size(); i++) {
                HostPattern host = allow.get(i).host();
                if (host != null && host.name().indexOf('.') > 0 && !hosts.containsKey(host)) {
                    hosts.put(host, new HostLook(host.name()));
                    if (host.labels() != HostPattern.Labels.NONE) {
                        starred.add(host);
                    }
                }
            }
            wildcards = starred.toArray(new HostPattern[0]);
            patterns = hosts.keySet().toArray(new HostPattern[0]);
            looks = hosts.values().toArray(new HostLook[0]);
            characters = new long[looks.length];
            // From the end, so that the first in the file remains.
            for (int i = patterns.length - 1; i >= 0; i--) {
                characters[i] = looks[i].characters();
                byName.put(looks[i].domain(), patterns[i]);
                String squashed = HostLook.squashed(looks[i].whole());
                if (squashed.length() >= SHORTEST_SQUASHED) {
                    bySquashed.put(squashed, patterns[i]);
                }
            }
            for (int i = patterns.length - 1; i >= 0; i--) {
                byName.put(looks[i].whole(), patterns[i]);
            }
            for (int i = patterns.length - 1; i >= 0; i--) {
                if (patterns[i].labels() == HostPattern.Labels.NONE) {
                    byName.put(looks[i].whole(), patterns[i]);
                }
            }
        }

        HostPattern find(String name) {
            if (isListed(name)) {
                return null;
            }
            HostPattern found = isPrivate(name) ? null : before(name);
            if (found == null) {
                HostPattern same = bySquashed.get(HostLook.squashed(name));
                // "*.example.com" does not mean example.com, which is no look-alike for that.
                found = same == null || same.name().equals(name) ? null : same;
            }
            HostLook look = new HostLook(name);
            for (int i = 0; found == null && i < patterns.length; i++) {
                boolean worthALook = HostLook.mayBeNear(look.characters(), characters[i]);
                found = worthALook && look.resembles(looks[i]) ? patterns[i] : null;
            }
            return found;
        }

        private boolean isListed(String name) {
            HostPattern same = byName.get(name);
            if (same != null && same.matches(name)) {
                return true;
            }
            for (int i = 0; i < wildcards.length; i++) {
                if (wildcards[i].matches(name)) {
                    return true;
                }
            }
            return false;
        }

        /** Listed names that stand in it before something else, as they are or with hyphens. */
        private HostPattern before(String name) {
            int[] cuts = new int[MOST_CUTS];
            int cut = 1; // the first one is the name's start
            HostPattern found = null;
            for (int end = 0; found == null && end < name.length() && cut < MOST_CUTS; end++) {
                char c = name.charAt(end);
                if (c == '.' || c == '-') {
                    for (int i = 0; found == null && i < cut; i++) {
                        String piece = name.substring(cuts[i], end);
                        found = byName.get(piece);
                        if (found == null && piece.indexOf('.') < 0 && piece.indexOf('-') > 0) {
                            found = bySquashed.get(HostLook.squashed(piece));
                        }
                    }
                    cuts[cut++] = end + 1;
                }
            }
            return found;
        }

        private static boolean isPrivate(String name) {
            for (int i = 0; i < PRIVATE.length; i++) {
                if (name.endsWith(PRIVATE[i])) {
                    return true;
                }
            }
            return false;
        }
    }
}
