package dev.sallyport.guest;

import java.net.SallyportCalls;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;

/** Who waits for the end of a call's coroutine, and the call. */
final class Labelled implements Continuation<Object> {
    private final Continuation<Object> actual;
    private final Object call;

    Labelled(Continuation<Object> actual, Object call) {
        this.actual = actual;
        this.call = call;
    }

    @Override
    public CoroutineContext getContext() {
        return actual.getContext();
    }

    @Override
    public void resumeWith(Object result) {
        SallyportCalls.end(call);
        actual.resumeWith(result);
    }
}
