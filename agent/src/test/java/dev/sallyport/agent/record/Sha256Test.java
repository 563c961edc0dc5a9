package dev.sallyport.agent.record;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.security.MessageDigest;
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
}
