package dev.sallyport.harness.guard;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A query as a resolver writes it by hand (RFC 1035, section 4), or something like one.
 *
 * <pre>
 *   a, aaaa, txt, ptr    one question of that type; ptr takes an address
 *   edns                 the same of type a, with an OPT record behind it
 *   chaos, two, update, answer, trailing, option, additional, authority
 *                        what is no plain query, and may carry anything
 * </pre>
 */
record DnsQuestion(String shape, String name) {
    private static final int ID = 0x5a11;
    private static final int A = 1;
    private static final int AAAA = 28;
    private static final int INTERNET = 1;
    private static final byte[] OPT = {0, 0, 41, 4, (byte) 0xd0, 0, 0, 0, 0, 0, 0};
    private static final byte[] OPTION = {
        0,
        0,
        41,
        4,
        (byte) 0xd0,
        0,
        0,
        0,
        0,
        0,
        8,
        (byte) 0xfd,
        (byte) 0xe9,
        0,
        4,
        'l',
        'e',
        'a',
        'k'
    };
    private static final byte[] RECORD = {0, 0, 16, 0, 1, 0, 0, 0, 0, 0, 5, 4, 'l', 'e', 'a', 'k'};

    byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        two(out, ID);
        two(out, shape.equals("update") ? 0x2800 : shape.equals("answer") ? 0x8000 : 0x0100);
        two(out, shape.equals("two") ? 2 : 1);
        two(out, 0);
        two(out, shape.equals("authority") ? 1 : 0);
        boolean more = List.of("edns", "option", "additional").contains(shape);
        two(out, more ? 1 : 0);
        question(out, name);
        if (shape.equals("two")) {
            question(out, "leak." + name);
        }
        out.writeBytes(
                switch (shape) {
                    case "edns" -> OPT;
                    case "option" -> OPTION;
                    case "additional", "authority" -> RECORD;
                    case "trailing" -> "leak".getBytes(StandardCharsets.US_ASCII);
                    default -> new byte[0];
                });
        return out.toByteArray();
    }

    private void question(ByteArrayOutputStream out, String asked) {
        for (String label : asked.split("\\.", -1)) {
            byte[] text = label.getBytes(StandardCharsets.ISO_8859_1);
            out.write(text.length);
            out.writeBytes(text);
        }
        out.write(0);
        two(
                out,
                switch (shape) {
                    case "aaaa" -> AAAA;
                    case "txt" -> 16;
                    case "ptr" -> 12;
                    default -> A;
                });
        two(out, shape.equals("chaos") ? 3 : INTERNET);
    }

    private static void two(ByteArrayOutputStream out, int value) {
        out.write(value >> 8);
        out.write(value);
    }

    /** The answer to a query of type a: one record with an address. */
    static byte[] answer(byte[] query, int length, String address) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(query, 0, length);
        out.writeBytes(new byte[] {(byte) 0xc0, 12, 0, A, 0, INTERNET, 0, 0, 0, 60, 0, 4});
        out.writeBytes(InetAddress.getByName(address).getAddress());
        byte[] answer = out.toByteArray();
        answer[2] = (byte) 0x81;
        answer[3] = (byte) 0x80;
        answer[7] = 1;
        return answer;
    }

    /** The addresses of an answer whose records all have compressed names, in brackets. */
    static String addresses(byte[] answer, int length) throws IOException {
        int at = 12;
        while (answer[at] != 0) {
            at += answer[at] + 1;
        }
        at += 5;
        List<String> found = new ArrayList<>();
        while (at + 12 <= length) {
            int type = answer[at + 3];
            int size = (answer[at + 10] & 0xff) << 8 | (answer[at + 11] & 0xff);
            if (type == A || type == AAAA) {
                byte[] address = new byte[size];
                System.arraycopy(answer, at + 12, address, 0, size);
                found.add(InetAddress.getByAddress(address).getHostAddress());
            }
            at += 12 + size;
        }
        return found.toString();
    }
}
