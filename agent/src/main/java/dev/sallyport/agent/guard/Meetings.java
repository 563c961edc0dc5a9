package dev.sallyport.agent.guard;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Which server and client have met already: every session says it again. Safe for many threads. */
final class Meetings {
    /** What a server that calls itself something else each time can make us write. */
    private static final int MOST = 100;

    private final Set<Map<String, Object>> known = new HashSet<>();

    synchronized boolean isNew(Map<String, Object> facts) {
        return known.size() < MOST && known.add(facts);
    }
}
