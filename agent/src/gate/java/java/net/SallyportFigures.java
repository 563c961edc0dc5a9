package java.net;

import dev.sallyport.agent.gate.Figures;
import sun.nio.ch.SallyportNews;

/**
 * Sallyport's numbers, for guests and for everybody else: to read, and nothing more. What is asked
 * for by number is one of {@link #count}.
 */
public final class SallyportFigures {
    public static final int GAUGE = Figures.GAUGE;
    public static final int COUNTER = Figures.COUNTER;
    public static final int TIMER = Figures.TIMER;

    private SallyportFigures() {}

    public static int count() {
        return SallyportNews.figures().count();
    }

    /** In words parted by dots; several of one name differ by their tags. */
    public static String name(int figure) {
        return SallyportNews.figures().name(figure);
    }

    /** {@link #GAUGE}, {@link #COUNTER} or {@link #TIMER}. */
    public static int kind(int figure) {
        return SallyportNews.figures().kind(figure);
    }

    public static String description(int figure) {
        return SallyportNews.figures().description(figure);
    }

    /** Names and values in turn. */
    public static String[] tags(int figure) {
        return SallyportNews.figures().tags(figure);
    }

    /** The number now; of a timer, how often. */
    public static long read(int figure) {
        return SallyportNews.figures().read(figure);
    }

    /** Of a timer: nanoseconds in total. */
    public static long nanos(int figure) {
        return SallyportNews.figures().nanos(figure);
    }

    /** How the server is guarded: names and values in turn, see {@code Figures.standing}. */
    public static String[] standing() {
        return SallyportNews.figures().standing();
    }
}
