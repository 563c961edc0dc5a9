package dev.sallyport.policy;

import java.net.IDN;
import java.text.Normalizer;

/**
 * What a host name looks like at a glance: two names with the same skeleton are hard to tell apart.
 * After the idea of UTS #39, with a table of our own: letters of other scripts that browsers and
 * terminals draw like Latin ones, accents left out, {@code 0} like {@code o}, {@code 1} and {@code
 * i} like {@code l}, {@code rn} like {@code m}.
 */
final class Skeleton {
    private static final String A_LABEL = "xn--";

    /**
     * Pairs: what is drawn like what. Greek, Cyrillic, Armenian, IPA, as they fold to lower case.
     */
    private static final String DRAWN_LIKE =
            "\u0430a\u0251a\u03b1a\u0432b\u044cb\u0441c\u03f2c\u0501d\u0435e\u04bde\u0581g\u0261g"
                    + "\u04bbh\u0570h\u043dh\u0456i\u0131i\u03b9i\u0458j\u03f3j\u043ak\u03bak\u04cfl"
                    + "\u0442t\u03c4t\u043cm\u0578n\u03b7n\u043eo\u03bfo\u0585o\u0440p\u03c1p\u0566q"
                    + "\u051bq\u0433r\u0455s\u057du\u03c5u\u03bdv\u0475v\u051dw\u03c9w\u0445x\u03c7x"
                    + "\u0443y\u03b3y\u0142l\u00f8o\u0111d\u0127h\u0167t\u00dfb";

    private Skeleton() {}

    /** Of a canonical name. */
    static String of(String name) {
        String shown =
                name.contains(A_LABEL) ? latin(IDN.toUnicode(name, IDN.ALLOW_UNASSIGNED)) : name;
        StringBuilder out = new StringBuilder(shown.length());
        for (int i = 0; i < shown.length(); i++) {
            char c = shown.charAt(i);
            char next = i + 1 < shown.length() ? shown.charAt(i + 1) : '.';
            if (c == 'r' && next == 'n') {
                out.append('m');
                i++;
            } else if (c == 'v' && next == 'v') {
                out.append('w');
                i++;
            } else if (c == 'c' && next == 'l') {
                out.append('d');
                i++;
            } else {
                out.append(c == '0' ? 'o' : c == '1' || c == 'i' ? 'l' : c == '5' ? 's' : c);
            }
        }
        return out.toString();
    }

    private static String latin(String name) {
        String apart = Normalizer.normalize(name, Normalizer.Form.NFKD);
        StringBuilder out = new StringBuilder(apart.length());
        for (int i = 0; i < apart.length(); i++) {
            char c = apart.charAt(i);
            int pair = c < 0x80 ? -1 : DRAWN_LIKE.indexOf(c);
            if (pair >= 0 && pair % 2 == 0) {
                out.append(DRAWN_LIKE.charAt(pair + 1));
            } else if (Character.getType(c) != Character.NON_SPACING_MARK) {
                out.append(c);
            }
        }
        return out.toString();
    }
}
