package dev.sallyport.harness.guard;

import java.io.IOException;
import java.lang.reflect.Field;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Connects through one address object while another thread flips the address inside it, back and
 * forth: {@code address-1 address-2 port tries}. Needs {@code java.net} to be opened.
 */
public final class FlippedAddress {
    private FlippedAddress() {}

    /** Prints {@code connected N failed N}. */
    public static void main(String[] arguments)
            throws IOException, ReflectiveOperationException, InterruptedException {
        InetAddress address = InetAddress.getByName(arguments[0]);
        InetAddress other = InetAddress.getByName(arguments[1]);
        int port = Integer.parseInt(arguments[2]);
        int tries = Integer.parseInt(arguments[3]);

        Field holder = InetAddress.class.getDeclaredField("holder");
        holder.setAccessible(true);
        Object content = holder.get(address);
        Field bits = content.getClass().getDeclaredField("address");
        bits.setAccessible(true);
        int first = bits.getInt(content);
        int second = bits.getInt(holder.get(other));

        AtomicBoolean flipping = new AtomicBoolean(true);
        Thread flipper = new Thread(() -> flip(bits, content, first, second, flipping), "flipper");
        flipper.start();
        int connected = 0;
        for (int i = 0; i < tries; i++) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(address, port), 10_000);
                connected++;
            } catch (IOException refused) {
                // Counted below: half of the tries are meant to end here.
            }
        }
        flipping.set(false);
        flipper.join();
        System.out.println("connected " + connected + " failed " + (tries - connected));
    }

    private static void flip(
            Field bits, Object content, int first, int second, AtomicBoolean flipping) {
        try {
            while (flipping.get()) {
                bits.setInt(content, second);
                bits.setInt(content, first);
            }
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
