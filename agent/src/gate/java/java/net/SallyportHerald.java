package java.net;

/**
 * Shows what Sallyport does where the server's own people look: implemented by a guest, a class
 * that is compiled against a library of metrics, health or logs and defined beside it. {@link
 * SallyportHeralds} has one for each hooked class.
 *
 * <p>A guest runs code of the application, and it never does so within a check. What it throws
 * changes nothing, and is put on record.
 */
public interface SallyportHerald {
    /**
     * What it was waiting for is there.
     *
     * @param subject whose constructor or method was hooked, or what that returns; {@code null} for
     *     a static initialiser
     */
    default void ready(Object subject) {}

    /**
     * One more has come to a collection.
     *
     * @param all whose method was hooked
     */
    default void added(Object all, Object one) {}

    /**
     * A collection of those that the library asks, as they are given to it.
     *
     * @param others a {@code List} or a {@code Map}, which stays as it is
     * @return its like, with Sallyport among them
     */
    default Object joined(Object others) {
        return others;
    }
}
