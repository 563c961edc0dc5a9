package dev.sallyport.policy;

/**
 * The host of a rule: a name, {@code *.} and a name (exactly one label more) or {@code **.} and a
 * name (one label or more). No wildcard matches the name itself.
 */
public final class HostPattern {
    /** How many labels may stand before the name. */
    enum Labels {
        NONE(""),
        ONE("*."),
        MANY("**.");

        private final String prefix;

        Labels(String prefix) {
            this.prefix = prefix;
        }
    }

    private final Labels labels;
    private final String name;

    private HostPattern(Labels labels, String name) {
        this.labels = labels;
        this.name = name;
    }

    /**
     * The pattern of an allow rule; a wildcard needs at least two labels after it.
     *
     * @throws IllegalArgumentException with the reason as a clause
     */
    public static HostPattern forAllow(String text) {
        HostPattern pattern = forDeny(text);
        if (pattern.labels != Labels.NONE && pattern.name.indexOf('.') < 0) {
            throw new IllegalArgumentException("is a wildcard over a whole top-level domain");
        }
        return pattern;
    }

    /**
     * The pattern of a deny rule; a wildcard over a top-level domain is one.
     *
     * @throws IllegalArgumentException with the reason as a clause
     */
    public static HostPattern forDeny(String text) {
        Labels labels = labels(text);
        String name = text.substring(labels.prefix.length());
        if (text.equals("*") || text.equals("**") || (labels != Labels.NONE && name.isEmpty())) {
            throw new IllegalArgumentException("is a wildcard over everything");
        }
        if (name.indexOf('*') >= 0) {
            throw new IllegalArgumentException(
                    "has a star within; only \"*.\" (one label) or \"**.\" (one or more) may begin it");
        }
        return new HostPattern(labels, HostName.canonical(name));
    }

    private static Labels labels(String text) {
        if (text.startsWith(Labels.MANY.prefix)) {
            return Labels.MANY;
        }
        return text.startsWith(Labels.ONE.prefix) ? Labels.ONE : Labels.NONE;
    }

    /**
     * Whether a name is meant.
     *
     * @param canonicalName as {@link HostName#canonical} gives it
     */
    public boolean matches(String canonicalName) {
        if (labels == Labels.NONE) {
            return name.equals(canonicalName);
        }
        int dot = canonicalName.length() - name.length() - 1;
        return dot > 0
                && canonicalName.charAt(dot) == '.'
                && canonicalName.endsWith(name)
                && (labels == Labels.MANY || canonicalName.lastIndexOf('.', dot - 1) < 0);
    }

    /** Whether whatever the other pattern matches, this one does. */
    public boolean contains(HostPattern other) {
        if (other.labels == Labels.NONE) {
            return matches(other.name);
        }
        boolean deeper = other.name.endsWith("." + name);
        return switch (labels) {
            case NONE -> false;
            case ONE -> other.labels == Labels.ONE && other.name.equals(name);
            case MANY -> other.name.equals(name) || deeper;
        };
    }

    Labels labels() {
        return labels;
    }

    /** The name without the wildcard. */
    String name() {
        return name;
    }

    boolean isLocalhost() {
        return labels == Labels.NONE && name.equals(HostName.LOCALHOST);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HostPattern that && labels == that.labels && name.equals(that.name);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + labels.prefix.length();
    }

    /** The pattern as a policy file spells it, canonical. */
    @Override
    public String toString() {
        return labels.prefix + name;
    }
}
