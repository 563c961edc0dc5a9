package dev.sallyport.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IsoDateTest {
    @Test
    void everyDayIsTheOneThatJavaTimeCounts() {
        LocalDate end = LocalDate.of(2405, 1, 1);
        for (LocalDate day = LocalDate.of(1895, 1, 1); day.isBefore(end); day = day.plusDays(1)) {
            assertEquals(day.toEpochDay(), IsoDate.epochDay(day.toString()));
        }
        assertEquals(LocalDate.of(1, 1, 1).toEpochDay(), IsoDate.epochDay("0001-01-01"));
        assertEquals(LocalDate.of(9999, 12, 31).toEpochDay(), IsoDate.epochDay("9999-12-31"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "2027-02-29", "1900-02-29", "2027-02-30", "2027-04-31", "2027-13-01",
                "2027-00-01", "2027-01-00", "2027-01-32", "0000-01-01", "2027-1-01", "2027/01/01",
                "+027-01-01", "2027-01-01T", "20270101", "２０２７-01-01"
            })
    void whatIsNoDateHasNoDay(String text) {
        assertEquals(IsoDate.NONE, IsoDate.epochDay(text));
    }
}
