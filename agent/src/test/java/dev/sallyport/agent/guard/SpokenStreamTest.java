package dev.sallyport.agent.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyBoolean;
import static org.mockito.Mockito.clearInvocations;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.spy;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.sallyport.agent.attribution.Callers;
import dev.sallyport.agent.gate.Doors;
import dev.sallyport.agent.gate.Greeting;
import dev.sallyport.agent.gate.Stream;
import dev.sallyport.policy.Address;
import dev.sallyport.policy.Policy;
import dev.sallyport.policy.PolicyReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said over and over on one connection. */
class SpokenStreamTest {
    private static final byte[] LISTED = Address.parse("203.0.113.10").toBytes();
    private static final String HOST = "api.weather.gov";
    private static final String REFUSED = "refused";
    private static final String LAST_DAY = "2026-12-31";
    private static final String NARROWING = "\"methods\":[\"GET\"],\"paths\":[\"/points/**\"],";

    private final StandInGround ground = new StandInGround();
    private final NameLedger ledger = new NameLedger(NameLedger.DEFAULT_CAPACITY, name -> true);
    private final Leaf today = new Leaf();
    private final Doors doors = mock(Doors.class);
    private Register register;
    private Streams streams;

    @Test
    void aRequestThatIsRepeatedIsNotDecidedEachTime() throws Exception {
        Stream stream = open();
        for (int i = 0; i < 5; i++) {
            say(stream, "/points/1");
        }
        // The first one also says what is spoken here.
        assertDecided(2);
        say(stream, "/points/2");
        assertDecided(3);
        say(stream, "/points/1");
        assertDecided(4);
    }

    @Test
    void aRequestThatIsRepeatedAfterItsRuleHasExpiredIsRefused() throws Exception {
        Stream stream = open();
        for (int i = 0; i < 3; i++) {
            say(stream, "/points/1");
        }
        today.day++;
        assertEquals(REFUSED, stream.offer(get("/points/1")));
    }

    @Test
    void aRequestThatIsRepeatedIsDecidedAgainOnceNamesHaveChanged() throws Exception {
        Stream stream = open();
        for (int i = 0; i < 3; i++) {
            say(stream, "/points/1");
        }
        assertDecided(2);
        ledger.bind("b.example", Address.of(LISTED));
        say(stream, "/points/1");
        assertDecided(3);
        say(stream, "/points/1");
        assertDecided(3);
    }

    @Test
    void anotherRequestBetweenTwoOfAKindIsHeard() throws Exception {
        Stream stream = open();
        say(stream, "/points/1");
        say(stream, "/points/1");
        assertEquals(REFUSED, stream.offer(get("/alerts")));
        assertEquals(REFUSED, stream.offer(get("/points/1")));
    }

    /** Only such a one waits for its handshake, and only until that is done. */
    @Test
    void theHelloOfAConnectionWithoutANameWaitsForItsHandshake() throws Exception {
        open("");
        byte[] random = new byte[32];
        assertNull(streams.greeting(random));
        byte[] other = Address.parse("203.0.113.66").toBytes();
        byte[] hello = hello("API.example");
        Stream learning = streamsOf(Policy.learning("weather")).open(other, 443, null);
        assertNull(learning.offer(hello));
        verify(doors).watchHandshakes();
        Greeting greeting = streams.greeting(random);
        assertEquals("api.example", greeting.serverName());
        assertNull(streams.greeting(random));
        greeting.verified();
        verify(register).note(new ServerNameKey("api.example", Address.parse("203.0.113.66"), 443));
    }

    @Test
    void noOtherHelloDoes() throws Exception {
        open("");
        byte[] other = Address.parse("203.0.113.66").toBytes();
        // Opened by name; looked up before; no name; refused.
        ledger.bind("a.example", Address.of(other));
        streamsOf(Policy.learning("weather"));
        assertNull(streams.open(other, 443, "a.example").offer(hello("a.example")));
        assertNull(streams.open(other, 443, null).offer(hello("a.example")));
        byte[] bare = Address.parse("203.0.113.67").toBytes();
        assertNull(streams.open(bare, 443, null).offer(hello("203.0.113.67")));
        streamsOf(policy(""));
        when(register.conclude(any(), anyBoolean())).thenReturn(REFUSED);
        assertEquals(REFUSED, streams.open(bare, 443, null).offer(hello("b.example")));
        verify(doors, never()).watchHandshakes();
        assertNull(streams.greeting(new byte[32]));
    }

    /** A version of the JDK's TLS that looks different. */
    @Test
    void norWhereNobodyWouldSeeItsEnd() throws Exception {
        open("");
        streamsOf(Policy.learning("weather"));
        when(doors.watchHandshakes()).thenReturn(false);
        byte[] bare = Address.parse("203.0.113.67").toBytes();
        assertNull(streams.open(bare, 443, null).offer(hello("b.example")));
        assertNull(streams.greeting(new byte[32]));
    }

    private static byte[] hello(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
        ByteBuffer hello = ByteBuffer.allocate(5 + 4 + 34 + 7 + 2 + 9 + bytes.length);
        hello.put((byte) 22).putShort((short) 0x301).putShort((short) (hello.capacity() - 5));
        hello.putInt(1 << 24 | (hello.capacity() - 9));
        hello.putShort((short) 0x303).put(new byte[32]);
        hello.put(new byte[] {0, 0, 2, 0x13, 1, 1, 0}).putShort((short) (bytes.length + 9));
        hello.putShort((short) 0).putShort((short) (bytes.length + 5));
        hello.putShort((short) (bytes.length + 3)).put((byte) 0).putShort((short) bytes.length);
        return hello.put(bytes).array();
    }

    /** Where violations are only told of, what is sent of them over and over still counts. */
    @Test
    void aViolationThatIsLetGoIsOnRecordEachTimeItIsRepeated() throws Exception {
        for (String narrowing : List.of("", NARROWING)) {
            Stream stream = open(narrowing);
            when(register.conclude(any(), anyBoolean())).thenReturn(null);
            byte[] elsewhere =
                    "GET /points/1 HTTP/1.1\r\nHost: evil.example\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < 5; i++) {
                assertNull(stream.offer(elsewhere.clone()));
                stream.left(elsewhere.length);
            }
            verify(register, times(5)).conclude(any(), anyBoolean());
        }
    }

    private void assertDecided(int times) {
        verify(streams, times(times)).decideOn(any(), any());
    }

    private static void say(Stream stream, String path) {
        byte[] request = get(path);
        assertNull(stream.offer(request));
        stream.left(request.length);
    }

    private static byte[] get(String path) {
        return ("GET " + path + " HTTP/1.1\r\nHost: " + HOST + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private Stream open() throws Exception {
        return open(NARROWING);
    }

    private Stream open(String narrowing) throws Exception {
        register = mock(Register.class);
        when(register.conclude(any(), anyBoolean())).thenReturn(REFUSED);
        today.day = LocalDate.parse(LAST_DAY).toEpochDay();
        ledger.bind(HOST, Address.of(LISTED));
        return streamsOf(policy(narrowing)).open(LISTED, 80, HOST);
    }

    private static Policy policy(String narrowing) throws Exception {
        String text =
                "{\"version\":1,\"server\":\"weather\",\"allow\":[{\"host\":\""
                        + HOST
                        + "\",\"ports\":[80],"
                        + narrowing
                        + "\"expires\":\""
                        + LAST_DAY
                        + "\"}]}";
        return PolicyReader.read("p", text.getBytes(StandardCharsets.UTF_8));
    }

    private Streams streamsOf(Policy policy) {
        when(doors.watchHandshakes()).thenReturn(true);
        streams =
                spy(
                        new Streams(
                                policy,
                                ledger,
                                new ThisHost(ground),
                                today,
                                ground,
                                mock(Callers.class),
                                register,
                                doors));
        clearInvocations(doors);
        return streams;
    }

    private static final class Leaf extends Today {
        private long day;

        @Override
        long epochDay() {
            return day;
        }
    }
}
