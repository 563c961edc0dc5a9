package dev.sallyport.cli.report;

import java.time.LocalDate;

/**
 * Somebody looked at a violation and let it be.
 *
 * @param by who
 * @param on the day of it
 * @param until the last day that it holds, in UTC
 * @param why in their words
 */
public record Dismissal(String by, LocalDate on, LocalDate until, String why) {
    public boolean holdsOn(LocalDate day) {
        return !day.isAfter(until);
    }
}
