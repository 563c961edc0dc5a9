package dev.sallyport.policy;

/** Dates as days since 1970-01-01, so that {@code java.time} need not be loaded. */
final class IsoDate {
    static final long NONE = Long.MIN_VALUE;

    private IsoDate() {}

    /** The epoch day of a yyyy-MM-dd date of the Gregorian calendar, or {@link #NONE}. */
    static long epochDay(String text) {
        if (text.length() != 10 || text.charAt(4) != '-' || text.charAt(7) != '-') {
            return NONE;
        }
        int year = number(text, 0, 4);
        int month = number(text, 5, 7);
        int day = number(text, 8, 10);
        if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) {
            return NONE;
        }
        long before = year - 1L;
        long days = before * 365 + before / 4 - before / 100 + before / 400;
        for (int m = 1; m < month; m++) {
            days += daysIn(year, m);
        }
        long from0001To1970 = 719_162;
        return days + day - 1 - from0001To1970;
    }

    private static int number(String text, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            value = value * 10 + (c - '0');
        }
        return value;
    }

    private static int daysIn(int year, int month) {
        if (month == 2) {
            boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
            return leap ? 29 : 28;
        }
        return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
    }
}
