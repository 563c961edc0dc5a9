package dev.sallyport.agent.record;

/**
 * SHA-256 (FIPS 180-4), for a few kilobytes in premain and for jars later. {@code MessageDigest}
 * would load the security providers and bootstrap method handles for it, which costs 20 ms (JDK 17)
 * to 40 ms (25), and would ask a provider of the application's that stands first.
 */
public final class Sha256 {
    private static final String HEX = "0123456789abcdef";
    private static final int BLOCK = 64;

    private static final int[] K = {
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4,
        0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe,
        0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f,
        0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7,
        0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc,
        0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b,
        0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116,
        0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
        0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7,
        0xc67178f2
    };

    private final int[] state = {
        0x6a09e667,
        0xbb67ae85,
        0x3c6ef372,
        0xa54ff53a,
        0x510e527f,
        0x9b05688c,
        0x1f83d9ab,
        0x5be0cd19
    };
    private final int[] w = new int[BLOCK];
    private final byte[] block = new byte[BLOCK];
    private int filled;
    private long length;

    /** Of a message that comes in pieces: {@link #update} each, then {@link #hex} once. */
    public Sha256() {}

    /** The hash as 64 lower-case hex digits. */
    public static String of(byte[] message) {
        Sha256 hash = new Sha256();
        hash.update(message, message.length);
        return hash.hex();
    }

    /** Takes the next piece of the message: the first bytes of an array. */
    public void update(byte[] bytes, int count) {
        int at = 0;
        length += count;
        if (filled > 0) {
            at = Math.min(count, BLOCK - filled);
            System.arraycopy(bytes, 0, block, filled, at);
            filled += at;
            if (filled < BLOCK) {
                return;
            }
            compress(block, 0);
        }
        for (; count - at >= BLOCK; at += BLOCK) {
            compress(bytes, at);
        }
        filled = count - at;
        System.arraycopy(bytes, at, block, 0, filled);
    }

    /** The hash as 64 lower-case hex digits. */
    public String hex() {
        // Padding: a one bit, zeros, the length in bits as 64 bits, to a whole number of blocks.
        long bits = 8 * length;
        byte[] padding = new byte[(filled < BLOCK - 8 ? BLOCK : 2 * BLOCK) - filled];
        padding[0] = (byte) 0x80;
        for (int i = 1; i <= 8; i++) {
            padding[padding.length - i] = (byte) bits;
            bits >>>= 8;
        }
        update(padding, padding.length);
        StringBuilder hex = new StringBuilder(BLOCK);
        for (int word : state) {
            for (int shift = 28; shift >= 0; shift -= 4) {
                hex.append(HEX.charAt(word >>> shift & 15));
            }
        }
        return hex.toString();
    }

    /** The working variables are locals, not an array: that is a third faster. */
    private void compress(byte[] message, int at) {
        for (int i = 0; i < 16; i++) {
            int from = at + 4 * i;
            w[i] =
                    (message[from] & 0xff) << 24
                            | (message[from + 1] & 0xff) << 16
                            | (message[from + 2] & 0xff) << 8
                            | (message[from + 3] & 0xff);
        }
        for (int i = 16; i < BLOCK; i++) {
            int x = w[i - 15];
            int y = w[i - 2];
            int s0 = Integer.rotateRight(x, 7) ^ Integer.rotateRight(x, 18) ^ x >>> 3;
            int s1 = Integer.rotateRight(y, 17) ^ Integer.rotateRight(y, 19) ^ y >>> 10;
            w[i] = w[i - 16] + s0 + w[i - 7] + s1;
        }
        int a = state[0];
        int b = state[1];
        int c = state[2];
        int d = state[3];
        int e = state[4];
        int f = state[5];
        int g = state[6];
        int h = state[7];
        for (int i = 0; i < BLOCK; i++) {
            int s1 =
                    Integer.rotateRight(e, 6)
                            ^ Integer.rotateRight(e, 11)
                            ^ Integer.rotateRight(e, 25);
            int choice = (e & f) ^ (~e & g);
            int t1 = h + s1 + choice + K[i] + w[i];
            int s0 =
                    Integer.rotateRight(a, 2)
                            ^ Integer.rotateRight(a, 13)
                            ^ Integer.rotateRight(a, 22);
            int majority = (a & b) ^ (a & c) ^ (b & c);
            h = g;
            g = f;
            f = e;
            e = d + t1;
            d = c;
            c = b;
            b = a;
            a = t1 + s0 + majority;
        }
        state[0] += a;
        state[1] += b;
        state[2] += c;
        state[3] += d;
        state[4] += e;
        state[5] += f;
        state[6] += g;
        state[7] += h;
    }
}
