package dev.sallyport.agent.record;

import java.io.BufferedReader;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * A smaller file that says the same: the counts of a kind become one. Or one that says less: what
 * was allowed is dropped, oldest first, until it is small enough. What was denied, and what is told
 * of the run, stays in any case.
 *
 * <p>Each line says how many were taken out right before it, so that a gap in their numbers is not
 * taken for lost events; the last line stays for that reason. The new file takes the place of the
 * old one at once, and whatever cannot be read as an event stays as it is.
 */
final class Compaction {
    private static final String UNFINISHED = ".tmp";

    private final File file;
    private final OwnFiles ownFiles;

    Compaction(File file, OwnFiles ownFiles) {
        this.file = file;
        this.ownFiles = ownFiles;
    }

    /**
     * Does it.
     *
     * @param excess bytes that have to go; 0 merges counts and drops nothing
     */
    void run(long excess) throws IOException {
        Map<String, Merged> kinds = new HashMap<>();
        long staying = lastWhole();
        try (BufferedReader in = open()) {
            long number = 0;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                EventText text = new EventText(line);
                if (++number != staying && text.isAttempt()) {
                    String kind = hash(text);
                    Merged merged = kinds.get(kind);
                    if (merged == null) {
                        merged = new Merged();
                        kinds.put(kind, merged);
                    }
                    merged.add(text);
                }
            }
        }
        File smaller = new File(file.getPath() + UNFINISHED);
        Opened opened = new Opened(smaller);
        ownFiles.write(opened);
        try (FileOutputStream out = opened.out;
                BufferedReader in = open()) {
            new Pass(kinds, staying, excess).run(in, out);
        }
        ownFiles.write(new Replaced(smaller, file));
    }

    /** The number of the last line that was written whole. */
    private long lastWhole() throws IOException {
        long number = 0;
        long last = 0;
        try (BufferedReader in = open()) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                number++;
                last = new EventText(line).isWhole() ? number : last;
            }
        }
        return last;
    }

    private static String hash(EventText line) {
        return Sha256.of(line.kind().getBytes(StandardCharsets.UTF_8));
    }

    private BufferedReader open() throws IOException {
        return new BufferedReader(
                new InputStreamReader(new FileInputStream(file), StandardCharsets.UTF_8));
    }

    /** All lines of one kind. */
    private static final class Merged {
        private long count;
        private long first = Long.MAX_VALUE;
        private long last;

        void add(EventText line) {
            count += line.count();
            first = Math.min(first, line.first());
            last = Math.max(last, line.last());
        }
    }

    /** The second reading, which writes. */
    private static final class Pass {
        private final Map<String, Merged> kinds;
        private final Set<String> written = new HashSet<>();
        private final long staying;
        private long excess;
        private long compacted;
        private long dropped;

        Pass(Map<String, Merged> kinds, long staying, long excess) {
            this.kinds = kinds;
            this.staying = staying;
            this.excess = excess;
        }

        void run(BufferedReader in, FileOutputStream out) throws IOException {
            long number = 0;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                EventText text = new EventText(line);
                boolean stays = ++number == staying || !text.isAttempt();
                String kept = stays ? line : merged(text, line);
                if (kept != null) {
                    out.write((telling(text, kept) + "\n").getBytes(StandardCharsets.UTF_8));
                }
            }
        }

        /** The one line of a kind; {@code null} for its others, and where it is dropped. */
        private String merged(EventText text, String line) {
            String kind = hash(text);
            Merged merged = kinds.get(kind);
            boolean first = written.add(kind);
            boolean goes = first && text.isAllowed() && excess > 0;
            if (first && !goes) {
                return text.counting(merged.count, merged.first, merged.last);
            }
            compacted += 1 + text.compacted();
            dropped += text.dropped();
            if (goes) {
                dropped += merged.count;
                excess -= line.length();
            }
            return null;
        }

        /** A line that says what was taken out before it, if it can. */
        private String telling(EventText text, String kept) {
            if (!text.isWhole()) {
                return kept;
            }
            String told =
                    EventText.after(kept, compacted + text.compacted(), dropped + text.dropped());
            compacted = 0;
            dropped = 0;
            return told;
        }
    }

    private static final class Opened implements OwnFiles.Work {
        private final File file;
        private FileOutputStream out;

        Opened(File file) {
            this.file = file;
        }

        @Override
        public void run() throws IOException {
            out = new FileOutputStream(file);
            Home.makePrivate(file);
        }
    }

    private static final class Replaced implements OwnFiles.Work {
        private final File from;
        private final File to;

        Replaced(File from, File to) {
            this.from = from;
            this.to = to;
        }

        @Override
        public void run() throws IOException {
            if (!from.renameTo(to)) {
                throw new IOException("cannot rename " + from);
            }
        }
    }
}
