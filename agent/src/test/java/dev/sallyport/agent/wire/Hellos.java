package dev.sallyport.agent.wire;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

/** ClientHellos, honest and bent. */
final class Hellos {
    private Hellos() {}

    /** As the JDK at hand sends it, in its record. */
    static byte[] ofJdk(String name) throws Exception {
        SSLEngine engine = SSLContext.getDefault().createSSLEngine(name, 443);
        engine.setUseClientMode(true);
        ByteBuffer out = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        engine.wrap(ByteBuffer.allocate(0), out);
        return Arrays.copyOf(out.array(), out.position());
    }

    /** The message, with its head. */
    static byte[] hello(byte[]... extensions) {
        byte[] all = join(extensions);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(new byte[] {3, 3});
        body.writeBytes(new byte[32]);
        body.writeBytes(new byte[] {0, 0, 2, 0x13, 1, 1, 0});
        u2(body, all.length);
        body.writeBytes(all);
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.write(1);
        message.write(0);
        u2(message, body.size());
        message.writeBytes(body.toByteArray());
        return message.toByteArray();
    }

    static byte[] names(String... names) {
        ByteArrayOutputStream list = new ByteArrayOutputStream();
        for (String name : names) {
            list.write(0);
            byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
            u2(list, bytes.length);
            list.writeBytes(bytes);
        }
        ByteArrayOutputStream extension = new ByteArrayOutputStream();
        u2(extension, 0);
        u2(extension, list.size() + 2);
        u2(extension, list.size());
        extension.writeBytes(list.toByteArray());
        return extension.toByteArray();
    }

    static byte[] record(byte[] message) {
        return records(message, message.length);
    }

    static byte[] records(byte[] message, int longest) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int at = 0; at < message.length; at += longest) {
            byte[] part = Arrays.copyOfRange(message, at, Math.min(at + longest, message.length));
            out.writeBytes(new byte[] {22, 3, 1});
            u2(out, part.length);
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static void u2(ByteArrayOutputStream out, int value) {
        out.write(value >> 8);
        out.write(value);
    }
}
