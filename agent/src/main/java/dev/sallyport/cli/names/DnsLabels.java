package dev.sallyport.cli.names;

import dev.sallyport.policy.RegistrableDomain;

/**
 * Tells host names that may carry a message from those that are names. A look-up reaches whoever
 * answers for the domain, so what is to be smuggled out is written into the labels before it: long,
 * or in letters as no language has them.
 *
 * <p>Letters are judged by pairs: how frequent a pair is in words and package names (of Debian 12),
 * on a logarithmic scale from 0 to 9. Words have a mean of 6 and more, random letters of 5. Digits
 * are judged by how often they change with letters. {@code DnsLabelsTest} holds the calibration.
 */
public final class DnsLabels {
    private static final int LONGEST_LABEL = 40;
    private static final int LONGEST_MESSAGE = 80;
    private static final int SHORTEST_LETTERS = 12;
    private static final int SHORTEST_MIXED = 16;
    private static final int SHORTEST_SPLIT = 24;
    private static final double RANDOM_MEAN = 5.7;
    private static final int RANDOM_CHANGES = 5;

    /** A row for each first letter, a column for each second one. */
    private static final String[] PAIRS = {
        "57885675747989483989776565",
        "86767675765875865776755554",
        "84658448738754963768744453",
        "76569564844655753665644352",
        "87897775645889675998676865",
        "73547732812643742666623350",
        "74558456723656752766644342",
        "83448432723554741656623251",
        "89878773446889874789573636",
        "63436232512233641252522111",
        "65557445724554651565524242",
        "85679553925854862577754474",
        "96558543824664883465733352",
        "85888795846556753589664464",
        "66875675656889782987777654",
        "84668457714855873867633371",
        "32331121200431231335722100",
        "95779564936676963788764373",
        "75869558837665875589755463",
        "85769648936664862887745474",
        "66667563724778460888342534",
        "73448342702344640344321220",
        "73447335703445632554212320",
        "54546433513452461456323441",
        "64545443423556562465433322",
        "53226213601332420232311144",
    };

    private static final Domains ASSIGNED = Domains.ofResource("assigned-names.txt");

    private DnsLabels() {}

    /**
     * Whether a name looks like a message or like chance.
     *
     * @param name canonical
     */
    public static boolean areSuspicious(String name) {
        if (name.indexOf('.') < 0 || ASSIGNED.contain(name)) {
            return false;
        }
        String domain = RegistrableDomain.of(name);
        String before = name.substring(0, Math.max(0, name.length() - domain.length() - 1));
        String registered = domain.substring(0, domain.indexOf('.'));
        if (before.length() >= LONGEST_MESSAGE || isRandomLabel(registered)) {
            return true;
        }
        for (String label : before.split("\\.", -1)) {
            if (label.length() >= LONGEST_LABEL || isRandomLabel(label)) {
                return true;
            }
        }
        // A message cut into short labels is as random as in one.
        String joined = before.replace(".", "");
        boolean split = before.indexOf('.') > 0 && joined.indexOf('-') < 0;
        return split && joined.length() >= SHORTEST_SPLIT && isRandom(joined);
    }

    private static boolean isRandomLabel(String label) {
        if (label.startsWith("xn--")) {
            return false; // has a mark of its own
        }
        for (String part : label.split("[-_]", -1)) {
            if (isRandom(part)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isRandom(String part) {
        int letters = 0;
        int changes = 0;
        for (int i = 0; i < part.length(); i++) {
            boolean letter = isLetter(part.charAt(i));
            letters += letter ? 1 : 0;
            changes += i > 0 && letter != isLetter(part.charAt(i - 1)) ? 1 : 0;
        }
        boolean oddLetters = letters >= SHORTEST_LETTERS && meanOfPairs(part) <= RANDOM_MEAN;
        boolean mixed = part.length() >= SHORTEST_MIXED;
        return oddLetters || (mixed && (changes >= RANDOM_CHANGES || letters == 0));
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z';
    }

    /** Of letters that stand side by side; 9 where none do. */
    private static double meanOfPairs(String part) {
        double sum = 0;
        int pairs = 0;
        for (int i = 1; i < part.length(); i++) {
            char first = part.charAt(i - 1);
            char second = part.charAt(i);
            if (isLetter(first) && isLetter(second)) {
                sum += PAIRS[first - 'a'].charAt(second - 'a') - '0';
                pairs++;
            }
        }
        return pairs == 0 ? 9 : sum / pairs;
    }
}
