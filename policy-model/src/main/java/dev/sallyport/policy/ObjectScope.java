package dev.sallyport.policy;

import java.util.HashMap;
import java.util.Map;

/** An object of the file while its keys are being read. */
final class ObjectScope {
    final int pathLength;
    final Place opening;
    private final Map<String, Place> keys = new HashMap<>();

    ObjectScope(int pathLength, Place opening) {
        this.pathLength = pathLength;
        this.opening = opening;
    }

    /** Notes a key; false if it was there before. */
    boolean add(String key, Place place) {
        return keys.putIfAbsent(key, place) == null;
    }

    /** Whether the key is there, be its value good or bad. */
    boolean has(String key) {
        return keys.containsKey(key);
    }

    Place placeOf(String key) {
        return keys.get(key);
    }
}
