package dev.sallyport.policy;

import java.net.IDN;
import java.util.Locale;

/**
 * The one canonical spelling of a host name: lower case, no trailing dot, A-labels.
 *
 * <p>Internationalised names follow IDNA 2003 (RFC 3490, {@link IDN}). Beyond the letters, digits
 * and hyphens of RFC 952/1123 underscores are names too, and so are single labels: container
 * networks have both. Lengths are those of RFC 1035: 63 per label, 253 in all.
 */
public final class HostName {
    static final String LOCALHOST = "localhost";

    private static final int LONGEST_LABEL = 63;
    private static final int LONGEST_NAME = 253;

    private HostName() {}

    /**
     * The canonical spelling of a name; the same instance if it already is canonical.
     *
     * @throws IllegalArgumentException with the reason as a clause ("has an empty label"), if this
     *     is no host name; an address literal in any spelling is none
     */
    public static String canonical(String name) {
        if (isCanonical(name)) {
            return name;
        }
        String ascii = isAscii(name) ? name : toALabels(name);
        String lower = ascii.toLowerCase(Locale.ROOT);
        int end = lower.length();
        String canonical =
                end > 1 && lower.charAt(end - 1) == '.' ? lower.substring(0, end - 1) : lower;
        String problem = problem(canonical);
        if (problem != null) {
            throw new IllegalArgumentException(problem);
        }
        return canonical;
    }

    static String canonicalOrNull(String name) {
        try {
            return canonical(name);
        } catch (IllegalArgumentException noName) {
            return null;
        }
    }

    /** One pass and no allocation: this is what almost every look-up and connection takes. */
    private static boolean isCanonical(String name) {
        int length = name.length();
        if (length == 0 || length > LONGEST_NAME) {
            return false;
        }
        int labelStart = 0;
        for (int i = 0; i < length; i++) {
            char c = name.charAt(i);
            if (c == '.') {
                if (i == labelStart || i - labelStart > LONGEST_LABEL) {
                    return false;
                }
                labelStart = i + 1;
            } else if (!isNameCharacter(c)) {
                return false;
            }
        }
        int lastLabel = length - labelStart;
        return lastLabel > 0 && lastLabel <= LONGEST_LABEL && !isNumber(name, labelStart);
    }

    /** Why a lower-case ASCII name without its trailing dot is none, or null if it is one. */
    private static String problem(String name) {
        if (name.isEmpty() || name.equals(".")) {
            return "is empty";
        }
        int labelStart = 0;
        for (int i = 0; i <= name.length(); i++) {
            char c = i == name.length() ? '.' : name.charAt(i);
            if (c == '.') {
                if (i == labelStart) {
                    return "has an empty label";
                }
                if (i - labelStart > LONGEST_LABEL) {
                    return "has a label of more than 63 characters";
                }
                if (i == name.length() && isNumber(name, labelStart)) {
                    return "ends in a number, as only addresses do";
                }
                labelStart = i + 1;
            } else if (!isNameCharacter(c)) {
                return "holds "
                        + Printable.named(c)
                        + "; letters, digits, '-', '_' and '.' may stand here";
            }
        }
        return name.length() > LONGEST_NAME ? "has more than 253 characters" : null;
    }

    private static boolean isNameCharacter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    }

    /**
     * Whether the last label is what inet_aton(3) and the URL standard read as a number: then the
     * whole name is an IPv4 address, be it {@code 127.1}, {@code 2130706433} or {@code 0x7f.1}.
     */
    private static boolean isNumber(String name, int from) {
        boolean hex = name.startsWith("0x", from);
        for (int i = hex ? from + 2 : from; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean digit = (c >= '0' && c <= '9') || (hex && c >= 'a' && c <= 'f');
            if (!digit) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAscii(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) > 0x7f) {
                return false;
            }
        }
        return true;
    }

    /**
     * Label by label, so that a character which normalises to a full stop (U+2024, U+2026) cannot
     * make two labels of one after the name was split.
     */
    private static String toALabels(String name) {
        if (name.length() > 4 * LONGEST_NAME) {
            throw new IllegalArgumentException("has more than 253 characters");
        }
        if (Printable.hasLoneSurrogate(name)) {
            throw new IllegalArgumentException("holds half a surrogate pair");
        }
        StringBuilder out = new StringBuilder();
        int labelStart = 0;
        for (int i = 0; i <= name.length(); i++) {
            if (i == name.length() || isFullStop(name.charAt(i))) {
                if (i > labelStart) {
                    out.append(toALabel(name.substring(labelStart, i)));
                }
                if (i < name.length()) {
                    out.append('.');
                }
                labelStart = i + 1;
            }
        }
        return out.toString();
    }

    private static String toALabel(String label) {
        String ascii;
        try {
            ascii = IDN.toASCII(label, IDN.ALLOW_UNASSIGNED);
        } catch (RuntimeException refused) {
            // IDN is documented to throw IllegalArgumentException; a claim made by hostile code
            // must
            // not get through on an index error in it either.
            throw new IllegalArgumentException("is no internationalised name (IDNA 2003)", refused);
        }
        if (ascii.indexOf('.') >= 0) {
            throw new IllegalArgumentException("holds a look-alike of a full stop");
        }
        return ascii;
    }

    /** The label separators of RFC 3490, section 3.1. */
    private static boolean isFullStop(char c) {
        return c == '.' || c == '\u3002' || c == '\uff0e' || c == '\uff61';
    }
}
