package dev.sallyport.cli.names;

import java.util.Collection;

/** What is odd about a host name by its looks. */
public final class NameMarks {
    private static final int SHORTEST_LOOK_ALIKE = 5;

    /** By how much a name and its look-alike may differ in length. */
    private static final int FURTHEST = 3;

    private NameMarks() {}

    /** Whether it is written in letters beyond ASCII, which can look like others. */
    public static boolean isInternational(String name) {
        return name.startsWith("xn--") || name.contains(".xn--");
    }

    /**
     * Another name that this one is at most one letter away from, or two neighbours swapped, or one
     * letter read for another ({@code 1} for {@code l}, {@code rn} for {@code m}).
     *
     * @return the first such, {@code null} where there is none
     */
    public static String lookAlike(String name, Collection<String> others) {
        if (name.length() < SHORTEST_LOOK_ALIKE) {
            return null;
        }
        String folded = folded(name);
        for (String other : others) {
            boolean near = Math.abs(other.length() - name.length()) <= FURTHEST;
            if (near && !other.equals(name) && looksLike(name, folded, other)) {
                return other;
            }
        }
        return null;
    }

    private static boolean looksLike(String name, String folded, String other) {
        return isOneLetterAway(name, other)
                ? !withoutDigits(name).equals(withoutDigits(other)) || folded.equals(folded(other))
                : folded.equals(folded(other));
    }

    private static String folded(String name) {
        return name.replace('0', 'o').replace('1', 'l').replace("rn", "m").replace("vv", "w");
    }

    /** {@code api1} and {@code api2} are honest neighbours. */
    private static String withoutDigits(String name) {
        return name.replaceAll("[0-9]+", "0");
    }

    private static boolean isOneLetterAway(String a, String b) {
        int start = 0;
        int shorter = Math.min(a.length(), b.length());
        while (start < shorter && a.charAt(start) == b.charAt(start)) {
            start++;
        }
        String restA = a.substring(start);
        String restB = b.substring(start);
        boolean swapped =
                restA.length() >= 2
                        && restB.length() >= 2
                        && restA.charAt(0) == restB.charAt(1)
                        && restA.charAt(1) == restB.charAt(0)
                        && restA.substring(2).equals(restB.substring(2));
        return swapped
                || from(restA, 1).equals(from(restB, 1))
                || restA.equals(from(restB, 1))
                || from(restA, 1).equals(restB);
    }

    private static String from(String text, int index) {
        return text.substring(Math.min(index, text.length()));
    }
}
