package sun.nio.ch;

import dev.sallyport.agent.attribution.Call;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A piece of work with the label of whoever made it, under which it is done. One class for all of
 * the JDK's shapes of work but those that {@link OfTwo} has.
 */
@SuppressWarnings({"rawtypes", "unchecked"})
public final class SallyportWork extends SallyportLabels.Turn
        implements Runnable, Callable, Supplier, Function, Consumer {
    private final Object work;

    private SallyportWork(Object work, Call call) {
        super(call, SallyportLabels.maker(call));
        this.work = work;
    }

    /**
     * With this thread's label; where it has none, with nobody's: whoever completes the stage
     * before this work does not do it for his own call.
     */
    public static Object labelled(Object work) {
        if (work == null || work instanceof SallyportWork) {
            return work;
        }
        Call label = SallyportLabels.label();
        return new SallyportWork(work, label == null ? Call.NOBODY : label);
    }

    /** The same for work on two things, whose interfaces do not get on with the others. */
    public static Object labelledOfTwo(Object work) {
        if (work == null || work instanceof OfTwo) {
            return work;
        }
        Call label = SallyportLabels.label();
        return new OfTwo(work, label == null ? Call.NOBODY : label);
    }

    /** The work without its label. */
    public static Object plain(Object work) {
        return work instanceof SallyportWork ? ((SallyportWork) work).work : work;
    }

    @Override
    public void run() {
        SallyportLabels.Place place = SallyportLabels.place();
        SallyportLabels.Turn before = place.take(this);
        try {
            ((Runnable) work).run();
        } finally {
            place.giveBack(before);
        }
    }

    @Override
    public Object call() throws Exception {
        SallyportLabels.Place place = SallyportLabels.place();
        SallyportLabels.Turn before = place.take(this);
        try {
            return ((Callable) work).call();
        } finally {
            place.giveBack(before);
        }
    }

    @Override
    public Object get() {
        SallyportLabels.Place place = SallyportLabels.place();
        SallyportLabels.Turn before = place.take(this);
        try {
            return ((Supplier) work).get();
        } finally {
            place.giveBack(before);
        }
    }

    @Override
    public Object apply(Object argument) {
        SallyportLabels.Place place = SallyportLabels.place();
        SallyportLabels.Turn before = place.take(this);
        try {
            return ((Function) work).apply(argument);
        } finally {
            place.giveBack(before);
        }
    }

    @Override
    public void accept(Object argument) {
        SallyportLabels.Place place = SallyportLabels.place();
        SallyportLabels.Turn before = place.take(this);
        try {
            ((Consumer) work).accept(argument);
        } finally {
            place.giveBack(before);
        }
    }

    /** What a queue is asked for that holds the work, labelled or not. */
    public static Runnable sought(Runnable work) {
        return new Sought(work);
    }

    private static final class Sought implements Runnable {
        private final Runnable work;

        Sought(Runnable work) {
            this.work = work;
        }

        @Override
        public void run() {
            work.run();
        }

        @Override
        public boolean equals(Object other) {
            return other == work || work.equals(plain(other));
        }

        @Override
        public int hashCode() {
            return work.hashCode();
        }
    }

    @Override
    public String toString() {
        return work.toString();
    }

    private static final class OfTwo extends SallyportLabels.Turn
            implements BiFunction, BiConsumer {
        private final Object work;

        OfTwo(Object work, Call call) {
            super(call, SallyportLabels.maker(call));
            this.work = work;
        }

        @Override
        public Object apply(Object first, Object second) {
            SallyportLabels.Place place = SallyportLabels.place();
            SallyportLabels.Turn before = place.take(this);
            try {
                return ((BiFunction) work).apply(first, second);
            } finally {
                place.giveBack(before);
            }
        }

        @Override
        public void accept(Object first, Object second) {
            SallyportLabels.Place place = SallyportLabels.place();
            SallyportLabels.Turn before = place.take(this);
            try {
                ((BiConsumer) work).accept(first, second);
            } finally {
                place.giveBack(before);
            }
        }
    }
}
