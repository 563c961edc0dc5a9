package dev.sallyport.agent.record;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Sha256Test {
    @Test
    void agreesWithThePlatformsForEveryLengthOfUpToFourBlocksAndForALongText() throws Exception {
        MessageDigest platform = MessageDigest.getInstance("SHA-256");
        Random random = new Random(7);
        for (int length = 0; length <= 256; length++) {
            byte[] message = new byte[length];
            random.nextBytes(message);
            assertEquals(HexFormat.of().formatHex(platform.digest(message)), Sha256.of(message));
        }
        byte[] large = new byte[1 << 20];
        random.nextBytes(large);
        assertEquals(HexFormat.of().formatHex(platform.digest(large)), Sha256.of(large));
    }

    @Test
    void theSameInPiecesOfAnySize() {
        Random random = new Random(8);
        for (int turn = 0; turn < 200; turn++) {
            byte[] message = new byte[random.nextInt(500)];
            random.nextBytes(message);
            Sha256 hash = new Sha256();
            for (int at = 0; at < message.length; ) {
                int count = Math.min(random.nextInt(150), message.length - at);
                hash.update(Arrays.copyOfRange(message, at, at + count), count);
                at += count;
            }
            assertEquals(Sha256.of(message), hash.hex());
        }
    }
}
