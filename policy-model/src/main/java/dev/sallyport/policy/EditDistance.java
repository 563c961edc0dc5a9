package dev.sallyport.policy;

/**
 * How many slips of the fingers lie between two words: a letter too many, one too few, a wrong one,
 * or two neighbours that changed places (Damerau's, in the form of optimal string alignment).
 */
final class EditDistance {
    private EditDistance() {}

    /**
     * The distance.
     *
     * @param most what is still of interest
     * @return a number above {@code most} for any distance above it
     */
    static int between(String a, String b, int most) {
        if (Math.abs(a.length() - b.length()) > most) {
            return most + 1;
        }
        int[] twoBefore = new int[b.length() + 1];
        int[] before = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] free = twoBefore;
            twoBefore = before;
            before = row;
            row = free;
            row[0] = i;
            int least = i;
            for (int j = 1; j < row.length; j++) {
                char x = a.charAt(i - 1);
                char y = b.charAt(j - 1);
                int best = before[j - 1] + (x == y ? 0 : 1);
                best = Math.min(best, 1 + Math.min(before[j], row[j - 1]));
                if (i > 1 && j > 1 && x == b.charAt(j - 2) && y == a.charAt(i - 2)) {
                    best = Math.min(best, 1 + twoBefore[j - 2]);
                }
                row[j] = best;
                least = Math.min(least, best);
            }
            if (least > most) {
                return most + 1;
            }
        }
        return row[b.length()];
    }
}
