package dev.sallyport.agent.guard;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Which names DNS servers have given as aliases of a name that was asked for: a resolver asks for
 * them next. They come from outside, so the server cannot put anything into them.
 */
final class Aliases {
    static final int MOST = 1_024;

    private final Map<String, String> meanings = new HashMap<>();
    private final ReentrantLock using = new ReentrantLock();

    /** Names that stand for another one. When there are too many, all are forgotten. */
    void add(List<String> names, String meant) {
        using.lock();
        try {
            for (int i = 0; i < names.size(); i++) {
                if (meanings.size() >= MOST) {
                    meanings.clear();
                }
                meanings.put(names.get(i), meant);
            }
        } finally {
            using.unlock();
        }
    }

    /** A name that stands for itself again. */
    void remove(String name) {
        using.lock();
        try {
            meanings.remove(name);
        } finally {
            using.unlock();
        }
    }

    /** What the name stands for; {@code null} where it is no alias. */
    String meaning(String name) {
        using.lock();
        try {
            return meanings.get(name);
        } finally {
            using.unlock();
        }
    }
}
