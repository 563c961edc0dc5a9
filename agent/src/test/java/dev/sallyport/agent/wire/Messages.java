package dev.sallyport.agent.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** DNS messages byte by byte, right or wrong. */
final class Messages {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** A header and how many records each section has. */
    static Messages header(int id, int flags, int... counts) {
        Messages message = new Messages().u2(id).u2(flags);
        for (int i = 0; i < 4; i++) {
            message.u2(i < counts.length ? counts[i] : 0);
        }
        return message;
    }

    static Messages query(String name, int type) {
        return header(7, 0x0100, 1).name(name).u2(type).u2(1);
    }

    /** The beginning of an answer to {@link #query}. */
    static Messages answer(String name, int type, int records) {
        return header(7, 0x8180, 1, records).name(name).u2(type).u2(1);
    }

    Messages u1(int value) {
        out.write(value);
        return this;
    }

    Messages u2(int value) {
        return u1(value >> 8).u1(value);
    }

    Messages name(String name) {
        return labels(name).u1(0);
    }

    /** A name that goes on elsewhere. */
    Messages labels(String name) {
        for (String label : name.split("\\.", -1)) {
            byte[] text = label.getBytes(StandardCharsets.ISO_8859_1);
            u1(text.length);
            out.writeBytes(text);
        }
        return this;
    }

    Messages pointer(int to) {
        return u2(0xc000 | to);
    }

    int position() {
        return out.size();
    }

    /** Type, class, time and length of a record whose name was written. */
    Messages record(int type, int length) {
        return u2(type).u2(1).u2(0).u2(60).u2(length);
    }

    Messages ipv4(int last) {
        return u1(192).u1(0).u1(2).u1(last);
    }

    byte[] bytes() {
        return out.toByteArray();
    }
}
