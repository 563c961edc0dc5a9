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
                        EditDistance.between(
                                word.toLowerCase(Locale.ROOT),
                                candidate.toLowerCase(Locale.ROOT),
                                least);
                if (distance < least) {
                    least = distance;
                    nearest = candidate;
                }
            }
        }
        return nearest == null ? otherwise : "; did you mean \"" + nearest + "\"?";
    }
}
