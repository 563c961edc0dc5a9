package dev.sallyport.policy;

/** A host name, taken apart for being compared with one that it may have been made to resemble. */
final class HostLook {
    private static final String A_LABEL = "xn--";

    /** Of a registered name's first label: below it, every word is near to some other. */
    private static final int SHORT = 5;

    /** From here on a slip of one counts, whatever stands before the registered part. */
    private static final int LONG = 8;

    /** From here on, a slip of two. */
    private static final int VERY_LONG = 12;

    /** Of the part below a domain that many share. */
    private static final int SHORTEST_TENANT = 5;

    private final String whole;
    private final String skeleton;

    /** What somebody registers. */
    private final String domain;

    /** What stands before it, its dot included. */
    private final String before;

    /** The domain's first label as it is spelled, and as it is drawn. */
    private final String spelled;

    private final String core;
    private final String suffix;

    private final long characters;

    /**
     * A look.
     *
     * @param name canonical
     */
    HostLook(String name) {
        whole = name;
        skeleton = Skeleton.of(name);
        domain = RegistrableDomain.of(name);
        before = name.substring(0, name.length() - domain.length());
        int dot = domain.indexOf('.');
        spelled = dot < 0 ? domain : domain.substring(0, dot);
        suffix = domain.substring(dot + 1);
        core = Skeleton.of(spelled);
        long seen = 0;
        for (int i = 0; i < core.length(); i++) {
            seen |= 1L << (core.charAt(i) & 63);
        }
        characters = seen;
    }

    String whole() {
        return whole;
    }

    String domain() {
        return domain;
    }

    /** Which characters its core has. */
    long characters() {
        return characters;
    }

    /** Whether two cores of these characters may be equal or some slips apart. */
    static boolean mayBeNear(long characters, long others) {
        // Two slips exchange two letters, and may make or break one that two letters look like.
        return Long.bitCount(characters ^ others) <= 6;
    }

    /** Whether this name, which is denied, resembles one that is listed. */
    boolean resembles(HostLook listed) {
        if (domain.equals(listed.domain)) {
            // Who owns the domain needs no look-alike below it, unless it is one that many share.
            return listed.before.length() > SHORTEST_TENANT
                    && (skeleton.equals(listed.skeleton)
                            || squashed(whole).equals(squashed(listed.whole)));
        }
        boolean sameSuffix = suffix.equals(listed.suffix);
        boolean sameRest = isSameRest(listed);
        if (core.equals(listed.core)) {
            boolean foreign = spelled.startsWith(A_LABEL);
            return foreign
                    || (sameSuffix && core.length() >= SHORT - 1)
                    || (sameRest && core.length() >= SHORT);
        }
        return (sameSuffix || sameRest) && isSlip(listed, sameRest);
    }

    /** Whether the cores are some slips of the fingers apart. */
    private boolean isSlip(HostLook listed, boolean sameRest) {
        int length = Math.min(spelled.length(), listed.spelled.length());
        int most = length < SHORT ? 0 : length < VERY_LONG ? 1 : 2;
        boolean near =
                EditDistance.between(core, listed.core, most) <= most
                        || EditDistance.between(spelled, listed.spelled, most) <= most;
        return most > 0
                && near
                && (length >= LONG || (sameRest && isSlipOfShort(listed)))
                && !isNumbering(listed);
    }

    /** Who makes a look-alike keeps the first letter; of five letters one other is another word. */
    private boolean isSlipOfShort(HostLook listed) {
        int length = Math.min(spelled.length(), listed.spelled.length());
        return core.charAt(0) == listed.core.charAt(0)
                && (length > SHORT || characters == listed.characters);
    }

    /** Whether what stands before the domain is the same, or no more than "www". */
    private boolean isSameRest(HostLook listed) {
        return before.equals(listed.before) || (isBare(before) && isBare(listed.before));
    }

    private static boolean isBare(String before) {
        return before.isEmpty() || before.equals("www.");
    }

    /** Whether they differ in their numbers alone: the machines of one owner do. */
    private boolean isNumbering(HostLook listed) {
        String mine = withoutDigits(spelled);
        return mine.length() < spelled.length()
                && listed.spelled.length() > mine.length()
                && mine.equals(withoutDigits(listed.spelled));
    }

    private static String withoutDigits(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                out.append(c);
            }
        }
        return out.toString();
    }

    /** A name or label without what a hasty eye leaves out: dots and hyphens. */
    static String squashed(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '.' && c != '-') {
                out.append(c);
            }
        }
        return out.toString();
    }
}
