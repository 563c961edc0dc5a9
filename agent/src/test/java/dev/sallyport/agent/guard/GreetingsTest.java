package dev.sallyport.agent.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.mockito.Mockito.mock;

import dev.sallyport.policy.Address;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** ClientHellos that wait for the end of their handshakes. */
class GreetingsTest {
    private static final Address PEER = Address.parse("203.0.113.66");

    private final Greetings greetings = new Greetings(mock(Register.class));

    @Test
    void eachIsGivenOnceToWhoeverHasItsRandomBytes() {
        greetings.add(random(1), "a.example", PEER, 443);
        greetings.add(random(2), "b.example", PEER, 443);
        assertNull(greetings.take(random(3)));
        assertNull(greetings.take(null));
        assertEquals("b.example", greetings.take(random(2)).serverName());
        assertNull(greetings.take(random(2)));
        assertEquals("a.example", greetings.take(random(1)).serverName());
        assertEquals(0, greetings.size());
    }

    @Test
    void ofTooManyTheOldestGo() {
        for (int i = 0; i < Greetings.MOST * 3; i++) {
            greetings.add(random(i), "a.example", PEER, 443);
        }
        assertEquals(Greetings.MOST, greetings.size());
        assertNull(greetings.take(random(Greetings.MOST * 2 - 1)));
        assertNotNull(greetings.take(random(Greetings.MOST * 2)));
        assertNotNull(greetings.take(random(Greetings.MOST * 3 - 1)));
    }

    /** After the server has asked for another key share: its handshake goes on. */
    @Test
    void theSecondHelloOfAHandshakeTakesThePlaceOfTheFirstAndIsYoung() {
        greetings.add(random(0), "a.example", PEER, 443);
        for (int i = 1; i < Greetings.MOST; i++) {
            greetings.add(random(i), "x.example", PEER, 443);
        }
        greetings.add(random(0), "b.example", PEER, 443);
        greetings.add(random(Greetings.MOST), "x.example", PEER, 443);
        assertEquals(Greetings.MOST, greetings.size());
        assertNull(greetings.take(random(1)));
        assertEquals("b.example", greetings.take(random(0)).serverName());
    }

    private static byte[] random(int number) {
        return ByteBuffer.allocate(32).putInt(28, number).array();
    }
}
