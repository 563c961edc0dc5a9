package dev.sallyport.agent.hook;

import java.util.Arrays;

/** A class file, or a part of one, being written: big-endian, as JVMS §4 has it. */
final class Bytes {
    private byte[] bytes;
    private int size;

    Bytes(int capacity) {
        bytes = new byte[capacity];
    }

    int size() {
        return size;
    }

    void u1(int value) {
        room(1);
        bytes[size++] = (byte) value;
    }

    void u2(int value) {
        room(2);
        bytes[size++] = (byte) (value >> 8);
        bytes[size++] = (byte) value;
    }

    void u4(int value) {
        u2(value >> 16);
        u2(value);
    }

    /** Those from {@code from} up to {@code to}, which is not among them. */
    void copy(byte[] source, int from, int to) {
        room(to - from);
        System.arraycopy(source, from, bytes, size, to - from);
        size += to - from;
    }

    void copy(Bytes other) {
        copy(other.bytes, 0, other.size);
    }

    /** Overwrites what was written at {@code position}. */
    void setU2(int position, int value) {
        bytes[position] = (byte) (value >> 8);
        bytes[position + 1] = (byte) value;
    }

    /** Overwrites what was written at {@code position}. */
    void setU4(int position, int value) {
        setU2(position, value >> 16);
        setU2(position + 2, value);
    }

    byte[] toArray() {
        return Arrays.copyOf(bytes, size);
    }

    private void room(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
