package dev.sallyport.guest;

import java.net.SallyportCalls;
import java.net.SallyportGuest;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/** Reads calls from Reactor's contexts, and writes them there. */
public final class ReactorContexts implements SallyportGuest {
    @Override
    public Object callOf(Object context) {
        return ((ContextView) context).getOrDefault(SallyportCalls.CONTEXT_KEY, null);
    }

    @Override
    public Object withCall(Object subscriber, Object call) {
        return asked((CoreSubscriber<?>) subscriber, call);
    }

    private static <T> CoreSubscriber<T> asked(CoreSubscriber<T> actual, Object call) {
        Context context = actual.currentContext();
        return context.hasKey(SallyportCalls.CONTEXT_KEY)
                ? actual
                : new Asked<>(actual, context.put(SallyportCalls.CONTEXT_KEY, call));
    }

    /** What asks for something on a thread that works for a call. */
    private static final class Asked<T> implements CoreSubscriber<T> {
        private final CoreSubscriber<T> actual;
        private final Context context;

        Asked(CoreSubscriber<T> actual, Context context) {
            this.actual = actual;
            this.context = context;
        }

        @Override
        public Context currentContext() {
            return context;
        }

        @Override
        public void onSubscribe(Subscription given) {
            actual.onSubscribe(given);
        }

        @Override
        public void onNext(T value) {
            actual.onNext(value);
        }

        @Override
        public void onError(Throwable failure) {
            actual.onError(failure);
        }

        @Override
        public void onComplete() {
            actual.onComplete();
        }
    }
}
