package dev.sallyport.agent.attribution;

import dev.sallyport.event.Library;
import java.io.File;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What is known of every jar that was asked for. Safe for use by many threads. */
final class Libraries {
    /** A class may say that it comes from anywhere: of the places beyond, the name has to do. */
    private static final int MOST = 4_096;

    private final ConcurrentHashMap<String, Jar> jars = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Jar> unhashed = new ConcurrentLinkedQueue<>();

    /** The library of a class; {@code null} where it comes from none. */
    Library of(Class<?> type) {
        Location at = Location.of(type);
        if (at instanceof Location.OnDisk onDisk) {
            Jar jar = jar(onDisk);
            return jar == null ? new Library(onDisk.name(), null, null) : jar.library();
        }
        if (at instanceof Location.Image image) {
            return new Library(image.module(), null, null);
        }
        return at instanceof Location.Elsewhere elsewhere
                ? new Library(elsewhere.name(), null, null)
                : null;
    }

    /**
     * The library that a file is, its hash included however big it is; for a thread that has time.
     *
     * @return {@code null} where there is neither a jar nor a folder
     */
    Library whole(File file) {
        Jar jar = jar(new Location.OnDisk(file, null));
        if (jar == null) {
            return new Library(file.getName(), null, null);
        }
        hash();
        return jar.library();
    }

    /** Hashes what was too big for a connecting thread. */
    void hash() {
        for (Jar jar = unhashed.poll(); jar != null; jar = unhashed.poll()) {
            jar.hash();
        }
    }

    /** {@code null} where there are too many. */
    private Jar jar(Location.OnDisk at) {
        String path = at.file().getPath();
        String key = at.inner() == null ? path : path + "!" + at.inner();
        Jar jar = jars.get(key);
        if (jar == null && jars.size() < MOST) {
            Jar mine = new Jar(at);
            jar = jars.putIfAbsent(key, mine);
            if (jar == null) {
                jar = mine;
                mine.library();
                if (mine.isUnhashed()) {
                    unhashed.add(mine);
                }
            }
        }
        return jar;
    }
}
