package dev.sallyport.cli.diff;

import java.util.Locale;

/** How much of a look a change deserves. */
public enum Severity {
    HIGH,
    MEDIUM;

    /** As JSON has it. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
