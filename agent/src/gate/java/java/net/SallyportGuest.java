package java.net;

/**
 * What Sallyport knows of one library: implemented by a guest, a class that is compiled against the
 * library and defined beside it. The gate tells it what {@link SallyportCalls} was told.
 */
public interface SallyportGuest {
    /**
     * A request has come, and will be worked on until its answer is there.
     *
     * @param message the request; {@code null} where its handling goes on in another thread
     * @param context what the library knows of it beside; {@code null} where that is not asked
     * @return what {@link SallyportCalls#begin} gave; {@code null} where it is no call
     */
    default Object begin(Object message, Object context) {
        return null;
    }

    /**
     * Its handling has returned.
     *
     * @param answer what it returned, which need not be complete
     * @param call what {@link #begin} gave, or the request, where the hook has no beginning
     * @return what is returned in its place
     */
    default Object answered(Object answer, Object call) {
        return answer;
    }

    /**
     * The same where the session is known as well.
     *
     * @param session whose method handles the request
     */
    default Object answered(Object answer, Object session, Object request) {
        return answered(answer, request);
    }

    /**
     * Its handling takes place in a coroutine.
     *
     * @param continuation who is told of the coroutine's end
     * @param call what {@link #begin} gave
     * @return who is told in its place
     */
    default Object continued(Object continuation, Object call) {
        return continuation;
    }

    /**
     * A call, or all of a connection's, will have no answer any more.
     *
     * @param message who it is
     * @param context as {@link #begin} got it
     */
    default void dropped(Object message, Object context) {}

    /**
     * The call that a reactive library's context names.
     *
     * @return {@code null} where it names none
     */
    default Object callOf(Object context) {
        return null;
    }

    /** A subscriber whose context names that call, unless it names one already. */
    default Object withCall(Object subscriber, Object call) {
        return subscriber;
    }
}
