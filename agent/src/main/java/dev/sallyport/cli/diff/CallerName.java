package dev.sallyport.cli.diff;

import dev.sallyport.event.Caller;
import dev.sallyport.event.Library;
import java.util.regex.Pattern;

/** A library without its version: an update is no new caller. */
final class CallerName {
    private static final Pattern VERSION = Pattern.compile("-\\d[^/]*?(?=\\.jar$)");

    private CallerName() {}

    /** {@code com.acme:geo}, {@code geo.jar}, or {@code unknown}. */
    static String of(Caller caller) {
        Library library = caller.library();
        if (library == null) {
            return Caller.UNKNOWN;
        }
        String coordinates = library.coordinates();
        if (coordinates == null) {
            return VERSION.matcher(library.jar()).replaceFirst("");
        }
        int version = coordinates.lastIndexOf(':');
        return coordinates.indexOf(':') == version
                ? coordinates
                : coordinates.substring(0, version);
    }
}
