package dev.sallyport.policy;

import java.util.Locale;

/** Guesses what a misspelt word was meant to be, for the error that refuses it. */
final class Nearest {
    private static final int LONGEST = 40;

    private Nearest() {}

    /** {@code ; did you mean "allow"?}, or {@code otherwise} if no word is near. */
    static String hint(String word, String[] words, String otherwise) {
        String nearest = null;
        int least = 2 + word.length() / 4;
        if (word.length() <= LONGEST) {
            for (String candidate : words) {
                int distance =
                        distance(word.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
                if (distance < least) {
                    least = distance;
                    nearest = candidate;
                }
            }
        }
        return nearest == null ? otherwise : "; did you mean \"" + nearest + "\"?";
    }

    /** Levenshtein's. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
