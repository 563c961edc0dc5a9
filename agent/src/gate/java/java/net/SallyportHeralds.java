package java.net;

import java.util.List;
import java.util.Map;
import jdk.internal.reflect.CallerSensitive;
import jdk.internal.reflect.Reflection;
import sun.nio.ch.SallyportNews;

/**
 * What the hooks of libraries of metrics, health and logs call: these get a guest of Sallyport's, a
 * {@link SallyportHerald}.
 *
 * <p>Every class can call this, and gains nothing: a guest only reads what {@link SallyportFigures}
 * tells everybody.
 */
public final class SallyportHeralds {
    private SallyportHeralds() {}

    /** Return of a static initialiser. */
    @CallerSensitive
    public static void ready() {
        SallyportNews.ready(Reflection.getCallerClass(), null);
    }

    /** Return of a constructor, or of a method that returns nothing, with {@code this}. */
    @CallerSensitive
    public static void ready(Object subject) {
        SallyportNews.ready(Reflection.getCallerClass(), subject);
    }

    /** Return of a method, with what it returns. */
    @CallerSensitive
    public static Object returned(Object subject) {
        SallyportNews.ready(Reflection.getCallerClass(), subject);
        return subject;
    }

    /** Return of what adds one to the others in a collection. */
    @CallerSensitive
    public static Object added(Object returned, Object all, Object one) {
        SallyportNews.added(Reflection.getCallerClass(), all, one);
        return returned;
    }

    /** Entry of what takes those that it will ask. */
    @CallerSensitive
    public static List<?> joined(List<?> others) {
        return (List<?>) SallyportNews.joined(Reflection.getCallerClass(), others);
    }

    /** The same, by their names. */
    @CallerSensitive
    public static Map<?, ?> joined(Map<?, ?> others) {
        return (Map<?, ?>) SallyportNews.joined(Reflection.getCallerClass(), others);
    }
}
