package dev.sallyport.agent.guard;

/** The calendar: rules expire with a day, in UTC. Not final, so that tests can turn its leaves. */
class Today {
    private static final long DAY = 24L * 60 * 60 * 1000;

    /** Days since 1970-01-01. */
    long epochDay() {
        return System.currentTimeMillis() / DAY;
    }
}
