package dev.sallyport.harness.guard;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * Where an attempt goes, and by what kind of address object:
 *
 * <pre>
 *   api.example                        looked up; a literal is not
 *   unresolved:api.example             never looked up
 *   forged:api.example=192.0.2.1       a name that no look-up gave
 *   serialized:api.example=192.0.2.1   the same, out of an object stream
 *   mapped:192.0.2.1                   the IPv4 address inside an Inet6Address
 * </pre>
 */
record Spot(String words, int port) {
    /** The host of a URL. */
    String host() {
        return words;
    }

    /** Made anew at each call: a look-up is part of the attempt. */
    InetSocketAddress address() throws IOException, ClassNotFoundException {
        int colon = words.indexOf(':');
        String kind = colon < 0 ? "" : words.substring(0, colon);
        String rest = words.substring(colon + 1);
        return switch (kind) {
            case "unresolved" -> InetSocketAddress.createUnresolved(rest, port);
            case "forged" -> forged(rest);
            case "serialized" -> outOfStream(forged(rest));
            case "mapped" -> new InetSocketAddress(mapped(rest), port);
            default -> new InetSocketAddress(words, port);
        };
    }

    private InetSocketAddress forged(String nameAndAddress) throws IOException {
        int equals = nameAndAddress.indexOf('=');
        String name = nameAndAddress.substring(0, equals);
        InetAddress address = InetAddress.getByName(nameAndAddress.substring(equals + 1));
        return new InetSocketAddress(InetAddress.getByAddress(name, address.getAddress()), port);
    }

    private static InetSocketAddress outOfStream(InetSocketAddress address)
            throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(address);
        }
        try (ObjectInputStream in =
                new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (InetSocketAddress) in.readObject();
        }
    }

    private static InetAddress mapped(String literal4) throws IOException {
        byte[] bytes = new byte[16];
        bytes[10] = (byte) 0xff;
        bytes[11] = (byte) 0xff;
        System.arraycopy(InetAddress.getByName(literal4).getAddress(), 0, bytes, 12, 4);
        // getByAddress(byte[]) would make an Inet4Address of it.
        return Inet6Address.getByAddress(null, bytes, -1);
    }
}
