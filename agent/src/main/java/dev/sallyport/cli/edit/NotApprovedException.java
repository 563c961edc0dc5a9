package dev.sallyport.cli.edit;

/** Nobody said yes, so nothing was changed. */
public final class NotApprovedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean declined;

    NotApprovedException(String message, boolean declined) {
        super(message);
        this.declined = declined;
    }

    /** Whether somebody was asked and said no; else nobody could be asked. */
    public boolean isDeclined() {
        return declined;
    }
}
