package sun.nio.ch;

import dev.sallyport.agent.gate.Figures;
import dev.sallyport.agent.gate.Sentry;
import java.net.SallyportHerald;
import java.util.Set;
import jdk.internal.reflect.Reflection;

/** What tells the server's own metrics, health and logs of Sallyport: a guest by hooked class. */
public final class SallyportNews {
    /** One that does nothing where a guest does not get on with the library. */
    private static final ClassValue<SallyportHerald> HERALDS = new Heralds();

    private static volatile Figures figures;

    static {
        Set<String> everything = Set.of("*");
        Reflection.registerFieldsToFilter(SallyportNews.class, everything);
        Reflection.registerMethodsToFilter(SallyportNews.class, everything);
    }

    private SallyportNews() {}

    /**
     * What is counted: made at the first question.
     *
     * @throws IllegalStateException nothing is guarded yet
     */
    public static Figures figures() {
        Figures known = figures;
        if (known == null) {
            Sentry guard = SallyportGate.sentry();
            if (guard == null) {
                throw new IllegalStateException("nothing is guarded yet");
            }
            known = guard.figures();
            figures = known;
        }
        return known;
    }

    public static void ready(Class<?> library, Object subject) {
        if (SallyportGate.sentry() == null) {
            return;
        }
        try {
            SallyportHerald herald = HERALDS.get(library);
            herald.ready(subject);
            SallyportTelemetry.ready(library, herald);
        } catch (Throwable unlike) {
            tell(library, unlike);
        }
    }

    public static void added(Class<?> library, Object all, Object one) {
        if (SallyportGate.sentry() == null) {
            return;
        }
        try {
            HERALDS.get(library).added(all, one);
        } catch (Throwable unlike) {
            tell(library, unlike);
        }
    }

    /** Which one it is of those that {@link #ready} has met. */
    static SallyportHerald herald(Class<?> library) {
        return HERALDS.get(library);
    }

    public static Object joined(Class<?> library, Object others) {
        if (SallyportGate.sentry() == null || others == null) {
            return others;
        }
        try {
            return HERALDS.get(library).joined(others);
        } catch (Throwable unlike) {
            tell(library, unlike);
            return others;
        }
    }

    /** Its class alone: what it says is for the application to say. */
    private static void tell(Class<?> library, Throwable unlike) {
        SallyportGate.sentry().unheard(library.getName(), unlike.getClass().getName());
    }

    private static final class Heralds extends ClassValue<SallyportHerald> {
        @Override
        protected SallyportHerald computeValue(Class<?> library) {
            Object[] files = SallyportGate.sentry().heralds(library.getName());
            try {
                return files.length == 0
                        ? new Silent()
                        : (SallyportHerald) SallyportGuests.settle(files, library);
            } catch (ReflectiveOperationException | LinkageError unlike) {
                tell(library, unlike);
                return new Silent();
            }
        }
    }

    private static final class Silent implements SallyportHerald {}
}
