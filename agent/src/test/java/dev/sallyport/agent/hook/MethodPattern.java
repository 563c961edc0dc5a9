package dev.sallyport.agent.hook;

/**
 * Which methods a line of a list is about: {@code sun/nio/ch/Net.connect0} for all of that name,
 * with a descriptor for one, and with {@code *} at the end for all that begin so.
 *
 * @param text the pattern
 */
record MethodPattern(String text) {
    boolean matches(String method) {
        if (text.endsWith("*")) {
            return method.startsWith(text.substring(0, text.length() - 1));
        }
        return method.startsWith(text)
                && (text.indexOf('(') >= 0
                        ? method.length() == text.length()
                        : method.charAt(text.length()) == '(');
    }
}
