package dev.sallyport.agent;

/** Why the agent cannot guard this server: thing, place and mend, in one line. */
final class StartupException extends Exception {
    private static final long serialVersionUID = 1;

    StartupException(String message) {
        super(message);
    }
}
