package dev.sallyport.policy;

/**
 * Why a file is read no further: broken JSON, or more of something than a file may have. The
 * message is a clause with the mend, the place says where.
 */
final class JsonException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Place place;

    JsonException(Place place, String message) {
        super(message);
        this.place = place;
    }

    Place place() {
        return place;
    }
}
