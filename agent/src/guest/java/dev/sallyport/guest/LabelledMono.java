package dev.sallyport.guest;

import java.net.SallyportCalls;
import java.util.concurrent.atomic.AtomicReference;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/**
 * The answer to a request: each subscription to it is a call, which ends with its first signal or
 * when it is cancelled. All that runs below the subscription on this thread bears the call's label.
 *
 * @param <T> of the answer
 */
final class LabelledMono<T> extends Mono<T> {
    private final Mono<T> answer;
    private final String method;
    private final String name;
    private final String id;
    private final SdkMeeting meeting;

    /** The call that was begun with the request: that of the first subscription. */
    private final AtomicReference<Object> begun;

    LabelledMono(Mono<T> answer, String method, String name, String id, SdkMeeting meeting) {
        this.answer = answer;
        this.name = name;
        this.id = id;
        this.method = method;
        this.meeting = meeting;
        this.begun = new AtomicReference<>(SallyportCalls.begun());
    }

    @Override
    public void subscribe(CoreSubscriber<? super T> actual) {
        Object call = begun.getAndSet(null);
        if (call == null) {
            call = SallyportCalls.begin(method, name, id);
        }
        Labelled<T> labelled = new Labelled<>(actual, call, meeting);
        SallyportCalls.enter(labelled, call);
        try {
            answer.subscribe(labelled);
        } finally {
            SallyportCalls.leave(labelled);
        }
    }

    private static final class Labelled<T> implements CoreSubscriber<T>, Subscription {
        private final CoreSubscriber<? super T> actual;
        private final Object call;
        private final SdkMeeting meeting;
        private final Context context;
        private Subscription subscription;

        Labelled(CoreSubscriber<? super T> actual, Object call, SdkMeeting meeting) {
            this.actual = actual;
            this.call = call;
            this.meeting = meeting;
            this.context =
                    call == null
                            ? actual.currentContext()
                            : actual.currentContext().put(SallyportCalls.CONTEXT_KEY, call);
        }

        /** Reactive libraries connect on threads of their own, with the subscriber's context. */
        @Override
        public Context currentContext() {
            return context;
        }

        @Override
        public void onSubscribe(Subscription given) {
            subscription = given;
            actual.onSubscribe(this);
        }

        /** Some sources begin their work here. */
        @Override
        public void request(long count) {
            SallyportCalls.enter(this, call);
            try {
                subscription.request(count);
            } finally {
                SallyportCalls.leave(this);
            }
        }

        @Override
        public void cancel() {
            SallyportCalls.end(call);
            subscription.cancel();
        }

        @Override
        public void onNext(T value) {
            SallyportCalls.end(call);
            meeting.tell(value);
            actual.onNext(value);
        }

        @Override
        public void onError(Throwable failure) {
            SallyportCalls.end(call);
            actual.onError(failure);
        }

        @Override
        public void onComplete() {
            SallyportCalls.end(call);
            actual.onComplete();
        }
    }
}
