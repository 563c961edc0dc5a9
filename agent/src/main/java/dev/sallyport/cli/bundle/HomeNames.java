package dev.sallyport.cli.bundle;

import java.util.regex.Pattern;

/** Home folders, which have people's names, out of texts. */
final class HomeNames {
    private static final Pattern HOME =
            Pattern.compile("(?:/home/|/Users/|\\b[A-Za-z]:\\\\Users\\\\)[^/\\\\\\s:\"']+");

    private HomeNames() {}

    /** {@code /home/ada/weather.json} becomes {@code ~/weather.json}. */
    static String masked(String text) {
        return HOME.matcher(text).replaceAll("~");
    }
}
