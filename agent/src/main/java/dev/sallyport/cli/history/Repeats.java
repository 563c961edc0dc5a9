package dev.sallyport.cli.history;

import dev.sallyport.event.Compacted;
import dev.sallyport.event.Event;
import dev.sallyport.event.EventReader;
import dev.sallyport.event.Origin;
import dev.sallyport.event.Run;
import dev.sallyport.event.ToolCalls;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * Lines that differ in nothing but their {@link Holes} from one that was read: what was read then
 * need not be read again. That is most of what lies on disk, for the agent writes a kind's line
 * again with each new count.
 *
 * <p>A line is remembered as it comes the second time, and only if the reader itself finds other
 * numbers where other numbers are put into its holes: so nothing has to be taken on trust here of
 * what a line looks like. Compared are all bytes between the holes, not their hash.
 */
final class Repeats {
    private static final int SLOTS = 1 << 16;

    /** Neighbouring slots that a line may lie in. */
    private static final int WAYS = 4;

    /** What a line takes beside its bytes, roughly. */
    private static final int OVERHEAD = 128;

    /** Beyond it, all is forgotten and learnt again: an eighth of what the JVM may have. */
    private final long mostBytes = Runtime.getRuntime().maxMemory() / 8;

    private final EventReader reader;
    private final Holes holes = new Holes();
    private final CRC32C crc = new CRC32C();
    private final Known[] known = new Known[SLOTS + WAYS];
    private final int[] seen = new int[SLOTS];
    private final Map<ByteBuffer, byte[]> shared = new HashMap<>();
    private long bytes;
    private boolean found;
    private int hash;

    /** The parts of a line between its holes, and what it told of. */
    private static final class Known {
        private final int hash;
        private final byte[][] parts;
        private final ServerHistory server;
        private final Kind kind;

        Known(int hash, byte[][] parts, ServerHistory server, Kind kind) {
            this.hash = hash;
            this.parts = parts;
            this.server = server;
            this.kind = kind;
        }
    }

    Repeats(EventReader reader) {
        this.reader = reader;
    }

    /** Whether the line repeats one that is known, and has been counted. */
    boolean count(byte[] line, int from, int to) {
        found = holes.find(line, from, to);
        if (!found) {
            return false;
        }
        hash = hash(line, from, to);
        for (int way = 0; way < WAYS; way++) {
            Known like = known[slot() + way];
            if (like != null && like.hash == hash && isLike(like.parts, line, from, to)) {
                return like.server.addRepeat(like.kind, line, holes);
            }
        }
        return false;
    }

    /** Takes the line that was asked for last, which has been read and is of this kind. */
    void remember(byte[] line, int from, int to, Event event, ServerHistory server, Kind kind) {
        if (!found || !event.before().equals(Compacted.NOTHING)) {
            return; // what was compacted before it is counted once
        }
        if (seen[slot()] != hash) {
            seen[slot()] = hash;
        } else if (isFaithful(line, from, to, event)) {
            if (bytes > mostBytes) {
                forget();
            }
            bytes += OVERHEAD;
            known[freeSlot()] = new Known(hash, parts(line, from, to), server, kind);
        }
    }

    private void forget() {
        Arrays.fill(known, null);
        shared.clear();
        bytes = 0;
    }

    private int slot() {
        return (hash ^ (hash >>> 16)) & (SLOTS - 1);
    }

    /** Where all are taken, any will do; by its hash it is not always the same. */
    private int freeSlot() {
        for (int way = 0; way < WAYS; way++) {
            if (known[slot() + way] == null) {
                return slot() + way;
            }
        }
        return slot() + (hash >>> 24) % WAYS;
    }

    private int hash(byte[] line, int from, int to) {
        crc.reset();
        int at = from;
        for (int i = 0; i < Holes.MOST; i++) {
            if (holes.has(i)) {
                crc.update(line, at, holes.start(i) - at);
                at = holes.end(i);
            }
        }
        crc.update(line, at, to - at);
        return (int) crc.getValue();
    }

    private boolean isLike(byte[][] parts, byte[] line, int from, int to) {
        int at = from;
        for (int i = 0; i < Holes.MOST; i++) {
            if (holes.has(i) != (parts[i] != null)) {
                return false;
            }
            if (holes.has(i)) {
                if (!isEqual(parts[i], line, at, holes.start(i))) {
                    return false;
                }
                at = holes.end(i);
            }
        }
        return isEqual(parts[Holes.MOST], line, at, to);
    }

    private static boolean isEqual(byte[] part, byte[] line, int from, int to) {
        return Arrays.equals(part, 0, part.length, line, from, to);
    }

    /** What stands before each hole, {@code null} before one that is not there; and the end. */
    private byte[][] parts(byte[] line, int from, int to) {
        byte[][] parts = new byte[Holes.MOST + 1][];
        int at = from;
        for (int i = 0; i < Holes.MOST; i++) {
            if (holes.has(i)) {
                parts[i] = shared(line, at, holes.start(i));
                at = holes.end(i);
            }
        }
        parts[Holes.MOST] = shared(line, at, to);
        return parts;
    }

    /** Most lines have the same beginning, and many the same stack. */
    private byte[] shared(byte[] line, int from, int to) {
        byte[] known = shared.get(ByteBuffer.wrap(line, from, to - from));
        if (known != null) {
            return known;
        }
        byte[] part = Arrays.copyOfRange(line, from, to);
        shared.put(ByteBuffer.wrap(part), part);
        bytes += part.length + OVERHEAD;
        return part;
    }

    /** Whether the holes are where the reader looks, and all else stays what it is. */
    private boolean isFaithful(byte[] line, int from, int to, Event event) {
        byte[] probe = probe(line, from, to);
        return probe(event).equals(reader.read(probe, 0, probe.length));
    }

    /** The line with numbers in its holes that tell which hole they stand in. */
    private byte[] probe(byte[] line, int from, int to) {
        ByteArrayOutputStream probe = new ByteArrayOutputStream(to - from);
        int at = from;
        for (int i = 0; i < Holes.MOST; i++) {
            if (holes.has(i)) {
                probe.write(line, at, holes.start(i) - at);
                String text = i == Holes.REQUESTS ? '"' + probeText(i) + '"' : probeText(i);
                probe.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
                at = holes.end(i);
            }
        }
        probe.write(line, at, to - at);
        return probe.toByteArray();
    }

    private static long probe(int hole) {
        return 1_000_000_000L + hole;
    }

    private static String probeText(int hole) {
        return Long.toString(probe(hole));
    }

    /** What the reader must make of the probe. */
    private Event probe(Event event) {
        Run run = event.run();
        ToolCalls calls = event.origin().calls();
        return new Event(
                new Run(
                        run.server(),
                        probeText(Holes.RUN),
                        holes.has(Holes.PID) ? probe(Holes.PID) : run.pid(),
                        run.version()),
                probe(Holes.SEQUENCE),
                event.activity(),
                event.target(),
                event.outcome(),
                new Origin(
                        new ToolCalls(
                                calls.certainty(),
                                calls.names(),
                                holes.has(Holes.REQUESTS)
                                        ? List.of(probeText(Holes.REQUESTS))
                                        : calls.requests()),
                        event.origin().caller(),
                        event.origin().trace()),
                probe(Holes.FIRST),
                probe(Holes.LAST),
                probe(Holes.COUNT));
    }
}
