package dev.sallyport.policy;

/** The keys that an object may have. */
final class Keys {
    private final String owner;
    private final String[] known;
    private final String[][] refused;

    /**
     * @param owner what has the keys, as in "a policy"
     * @param refused keys that are refused with a text of their own, as pairs of key and text
     */
    Keys(String owner, String[] known, String[]... refused) {
        this.owner = owner;
        this.known = known;
        this.refused = refused;
    }

    /** Why a key is refused, as a clause with its mend; null if it is not. */
    String problem(String key) {
        for (String one : known) {
            if (one.equals(key)) {
                return null;
            }
        }
        for (String[] one : refused) {
            if (one[0].equals(key)) {
                return one[1];
            }
        }
        return "unknown key" + Nearest.hint(key, known, "; " + owner + " has " + list(known));
    }

    static String list(String[] words) {
        StringBuilder list = new StringBuilder();
        for (String word : words) {
            if (list.length() > 0) {
                list.append(", ");
            }
            list.append(word);
        }
        return list.toString();
    }
}
