package dev.sallyport.agent.wire;

/**
 * The bytes of one DNS message (RFC 1035, section 4) and where they are read.
 *
 * <p>Nothing is read past the end: whoever asks for more has a message that was cut, and is told so
 * by {@link #isCut}.
 */
final class DnsMessage {
    static final int HEADER = 12;

    /** Classes and types of records. */
    static final int INTERNET = 1;

    static final int A = 1;
    static final int CNAME = 5;
    static final int PTR = 12;
    static final int AAAA = 28;
    static final int OPT = 41;

    private static final int ID_AT = 0;
    private static final int FLAGS_AT = 2;
    private static final int COUNTS_AT = 4;

    private static final int LONGEST_LABEL = 63;

    /** Of a name, its length bytes and the root's included. */
    private static final int LONGEST_NAME = 255;

    private final byte[] bytes;
    private int at = HEADER;
    private boolean cut;

    /** A message to be read from the end of its header on. */
    DnsMessage(byte[] bytes) {
        this.bytes = bytes;
        this.cut = bytes.length < HEADER;
    }

    int id() {
        return cut ? -1 : u2(ID_AT);
    }

    int flags() {
        return u2(FLAGS_AT);
    }

    /** Of records in section 0 (questions), 1 (answers), 2 (authorities) or 3 (additional). */
    int count(int section) {
        return u2(COUNTS_AT + 2 * section);
    }

    /** Whether something was asked for that is not there, or is not as it must be. */
    boolean isCut() {
        return cut;
    }

    /** Whether all of it was read. */
    boolean isAtEnd() {
        return !cut && at == bytes.length;
    }

    /** Where reading goes on. */
    int position() {
        return at;
    }

    /** Reading must have come this far, and no further. */
    void expect(int position) {
        cut |= at != position;
    }

    /** The next two bytes, unsigned; 0 where there are none. */
    int nextU2() {
        int start = at;
        skip(2);
        return cut ? 0 : u2(start);
    }

    /** So many bytes. */
    byte[] next(int count) {
        int start = at;
        skip(count);
        byte[] result = new byte[cut ? 0 : count];
        System.arraycopy(bytes, start, result, 0, result.length);
        return result;
    }

    void skip(int count) {
        cut |= count > bytes.length - at;
        at += cut ? 0 : count;
    }

    /**
     * The next name: lower case, without the last dot, {@code .} for the root; a byte that no host
     * name has is written as RFC 1035 does ({@code \046}), so that no two names read the same.
     *
     * @return {@code null} where it is cut, or too long, or leads forward or in a circle
     */
    String nextName() {
        StringBuilder name = new StringBuilder();
        int from = at;
        int before = at;
        int wire = 1;
        while (!cut && from < bytes.length) {
            int length = bytes[from] & 0xff;
            if (length == 0) {
                at = before < at ? at : from + 1;
                return name.length() == 0 ? "." : name.toString();
            }
            if (length <= LONGEST_LABEL) {
                wire += 1 + length;
                if (from + length >= bytes.length || wire > LONGEST_NAME) {
                    break;
                }
                appendLabel(name, from + 1, length);
                from += 1 + length;
                continue;
            }
            // A pointer may only lead back, to before what led here: so they come to an end.
            int target = from + 1 < bytes.length ? u2(from) & 0x3fff : from;
            if (length < 0xc0 || target >= before || target < HEADER) {
                break;
            }
            at = before < at ? at : from + 2;
            before = target;
            from = target;
        }
        cut = true;
        return null;
    }

    /** Whether the next name has no pointer: one in a query has nothing to lead to. */
    boolean isNextNamePlain() {
        int from = at;
        while (from < bytes.length && bytes[from] != 0) {
            if ((bytes[from] & 0xff) > LONGEST_LABEL) {
                return false;
            }
            from += 1 + bytes[from];
        }
        return true;
    }

    private void appendLabel(StringBuilder name, int from, int length) {
        if (name.length() > 0) {
            name.append('.');
        }
        for (int i = from; i < from + length; i++) {
            int c = bytes[i] & 0xff;
            if (c >= 'A' && c <= 'Z') {
                name.append((char) (c + 'a' - 'A'));
            } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_') {
                name.append((char) c);
            } else {
                name.append('\\').append((char) ('0' + c / 100));
                name.append((char) ('0' + c / 10 % 10)).append((char) ('0' + c % 10));
            }
        }
    }

    private int u2(int from) {
        return (bytes[from] & 0xff) << 8 | (bytes[from + 1] & 0xff);
    }
}
