package dev.sallyport.agent.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is heard on a connection, however its bytes come. */
class ConversationTest {
    private final Heard heard = new Heard();

    // ---- TLS

    @Test
    void theNameInAClientHelloOfTheJdksIsHeard() throws Exception {
        assertHeard(Hellos.ofJdk("api.example"), false, "sni api.example");
    }

    /** By which its handshake is known again; the second hello of one has the same. */
    @Test
    void theRandomBytesOfAHelloAreThoseBehindItsVersion() throws Exception {
        byte[] record = Hellos.ofJdk("api.example");
        assertHeard(record, false, "sni api.example");
        int random = 5 + 4 + 2;
        for (byte[] bytes : heard.randoms) {
            assertArrayEquals(Arrays.copyOfRange(record, random, random + 32), bytes);
        }
        assertFalse(heard.randoms.isEmpty());
    }

    @Test
    void aHelloWithoutANameSaysNothing() {
        assertHeard(Hellos.record(Hellos.hello()), false);
    }

    @Test
    void everyNameIsHeard() {
        assertHeard(
                Hellos.record(Hellos.hello(Hellos.names("a.example", "b.example"))),
                false,
                "sni a.example",
                "sni b.example");
    }

    @Test
    void aSecondExtensionOfTheSameKindIsHeardToo() {
        byte[] hello = Hellos.hello(Hellos.names("a.example"), Hellos.names("b.example"));
        assertHeard(Hellos.record(hello), false, "sni a.example", "sni b.example");
    }

    @Test
    void aHelloInManySmallRecordsIsHeard() {
        byte[] hello = Hellos.hello(Hellos.names("a.example"));
        assertHeard(Hellos.records(hello, 3), false, "sni a.example");
    }

    /** After the server has asked for another key share. */
    @Test
    void aSecondHelloIsHeardAsWell() {
        byte[] first = Hellos.record(Hellos.hello(Hellos.names("a.example")));
        byte[] change = {20, 3, 3, 0, 1, 1};
        byte[] second = Hellos.record(Hellos.hello(Hellos.names("evil.example")));
        assertEquals("sni evil.example", refusal(Hellos.join(first, change, second), false));
    }

    @Test
    void afterTheHelloDataIsLetGo() {
        byte[] hello = Hellos.record(Hellos.hello(Hellos.names("a.example")));
        Conversation conversation = new Conversation(heard, false);
        pass(conversation, Hellos.join(hello, new byte[] {23, 3, 3, 0, 1, 9}));
        assertEquals(Conversation.REST, conversation.unread());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ä.example", "a b", "\0", "", "a.example\n"})
    void aNameThatIsNotPrintableIsUnreadable(String name) {
        assertHeard(Hellos.record(Hellos.hello(Hellos.names(name))), false, "unreadable HELLO");
    }

    @Test
    void aHelloWhoseLengthsDisagreeIsUnreadable() {
        byte[] hello = Hellos.hello(Hellos.names("a.example"));
        for (int at = 4; at < hello.length; at++) {
            byte[] bent = hello.clone();
            bent[at] ^= 0x55;
            Heard here = new Heard();
            offer(new Conversation(here, false), Hellos.record(bent));
            assertFalse(here.said.size() > 1, () -> here.said.toString());
        }
        byte[] cut = Arrays.copyOf(hello, hello.length - 1);
        cut[3]--;
        assertHeard(Hellos.record(cut), false, "unreadable HELLO");
    }

    @Test
    void aHelloThatNeverEndsIsUnreadable() {
        byte[] endless = new byte[70_000];
        endless[0] = 1;
        endless[1] = 2;
        assertHeard(Hellos.records(endless, 16_000), false, "unreadable HELLO");
    }

    @Test
    void dataBeforeAnyHelloIsUnreadable() {
        assertHeard(new byte[] {23, 3, 3, 0, 1, 9}, false, "unreadable HELLO");
    }

    @Test
    void postgresqlAsksForTlsFirst() {
        byte[] wanted = {0, 0, 0, 8, 4, (byte) 0xd2, 0x16, 0x2f};
        byte[] hello = Hellos.record(Hellos.hello(Hellos.names("db.example")));
        assertHeard(Hellos.join(wanted, hello), false, "sni db.example");
    }

    // ---- HTTP

    @Test
    void theHostOfARequestIsHeard() {
        assertHeard("GET /a?b HTTP/1.1\r\nHost: a.example\r\n\r\n", "GET /a?b at a.example");
        assertHeard("GET / HTTP/1.1\r\nhOsT:a.example:81 \r\n\r\n", "GET / at a.example:81");
        assertHeard("GET / HTTP/1.1\r\nHost: [::1]:81\r\n\r\n", "GET / at ::1:81");
        assertHeard("GET / HTTP/1.0\r\n\r\n", "GET / at null");
        assertHeard("\r\n\r\nGET / HTTP/1.1\r\nHost: a.example\r\n\r\n", "GET / at a.example");
    }

    /** As PrintWriter.println writes it. */
    @Test
    void linesWithoutCarriageReturnsAreReadToo() {
        assertHeard("GET / HTTP/1.1\nHost: a.example\n\n", "GET / at a.example");
        assertHeard("GET / HTTP/1.1\r\nHost: a.example\r\n\n", "GET / at a.example");
    }

    @Test
    void everyAuthorityThatIsNamedIsHeard() {
        assertHeard(
                "GET http://a.example/x HTTP/1.1\r\nHost: b.example\r\n\r\n",
                "GET /x at a.example:80",
                "GET /x at b.example:80");
        assertHeard(
                "GET / HTTP/1.1\r\nHost: a.example\r\nHost: b.example\r\n\r\n",
                "GET / at a.example",
                "GET / at b.example");
        assertHeard("GET http://a.example@b.example/ HTTP/1.1\r\n\r\n", "GET / at b.example:80");
        assertHeard("GET wss://b.example HTTP/1.1\r\n\r\n", "GET / at b.example:443");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\nHost : a.example\r\n\r\n",
                "GET / HTTP/1.1\r\nX: y\r\n Host: a.example\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a.example\0\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\rb\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a.example/\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a.example, b.example\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a.example:x\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: [::1\r\n\r\n",
                "GET / HTTP/1.1\r\n\tHost: a.example\r\n\r\n",
                "GET / HTTP/1.1\r\nHo\u00a0st: a.example\r\n\r\n",
                "GET / http/1.1\r\nHost: a.example\r\n\r\n",
                "GET / HTTP/1.1 \r\nHost: a.example\r\n\r\n",
                "GET http://a.example/\r\n\r\n",
                "GET /\tHTTP/1.1\t\r\nHost: a.example\r\n\r\n",
                "POST / HTTP/1.1\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n",
                "POST / HTTP/1.1\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\n",
                "POST / HTTP/1.1\r\nContent-Length: +3\r\n\r\n",
                "POST / HTTP/1.1\r\nTransfer-Encoding: chunked, x\r\n\r\n",
                "POST / HTTP/1.1\r\nX: y\nContent-Length: 3\r\n\r\n",
            })
    void whatServersMightReadInTwoWaysIsUnreadable(String head) {
        String refusal = refusal(head.getBytes(StandardCharsets.ISO_8859_1), false);
        // One that ends too early for "http://" without a version is let go by no server.
        assertEquals("unreadable REQUEST", refusal == null ? heard.said.toString() : refusal);
    }

    @Test
    void theNextRequestOfTheSameConnectionIsHeard() {
        String first = "POST / HTTP/1.1\r\nHost: a.example\r\nContent-Length: 5\r\n\r\nGET /";
        assertHeard(
                first + "GET /2 HTTP/1.1\r\nHost: b.example\r\n\r\n",
                "POST / at a.example",
                "GET /2 at b.example");
    }

    @Test
    void afterAChunkedBodyTheNextRequestIsHeard() {
        String body = lines("5;x=y", "GET /", "A", "0123456789", "0", "T: u", "");
        assertHeard(
                chunked() + body + "GET /2 HTTP/1.1\r\nHost: b.example\r\n\r\n",
                "POST / at a.example",
                "GET /2 at b.example");
    }

    @Test
    void aChunkThatIsLongerThanItSaysIsUnreadable() {
        assertHeard(
                chunked() + lines("4", "GET /", "0", "", ""),
                "POST / at a.example",
                "unreadable REQUEST");
    }

    private static String chunked() {
        return lines("POST / HTTP/1.1", "Host: a.example", "Transfer-Encoding: chunked", "");
    }

    /** Each with its end. */
    private static String lines(String... lines) {
        return String.join("\r\n", lines) + "\r\n";
    }

    @Test
    void aBodyNeedNotBeOffered() {
        Conversation conversation = new Conversation(heard, false);
        pass(
                conversation,
                ascii("POST / HTTP/1.1\r\nHost: a.example\r\nContent-Length: 10\r\n\r\n12"));
        assertEquals(8, conversation.unread());
        conversation.left(3);
        assertEquals(5, conversation.unread());
        conversation.left(5);
        assertEquals(0, conversation.unread());
        assertNotNull(conversation.offer(ascii("GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "EHLO me\r\nMAIL FROM:<a@b.example>\r\n",
                "*1\r\n$4\r\nPING\r\n",
                "CONNECT {\"verbose\":false}\r\nPING\r\n",
                "get key\r\n",
                "INFO fetched http://a.example/ by HTTP/1.1 in 3 ms\n",
                "57 <34>1 2026-11-21 a b - - - \"GET / HTTP/1.1\" 200\n",
                "see http://a.example/\n",
                "\u0080binary",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                "AMQP\0\0\u0009\u0001\r\n\n",
                "CONNECT\naccept-version:1.2\nhost:a.example\n\n\0",
            })
    void otherProtocolsAreLetGo(String begin) {
        Conversation conversation = new Conversation(heard, false);
        pass(conversation, begin.getBytes(StandardCharsets.ISO_8859_1));
        assertEquals(List.of(), heard.said);
        assertEquals(Conversation.REST, conversation.unread());
    }

    @Test
    void aHeadThatNeverEndsIsUnreadable() {
        assertEquals(
                "unreadable REQUEST",
                refusal(ascii("GET / HTTP/1.1\r\nX: " + "y".repeat(70_000)), false));
        assertEquals("unreadable REQUEST", refusal(ascii("GET /" + "y".repeat(70_000)), false));
        assertNull(refusal(ascii("y".repeat(70_000)), false));
    }

    // ---- proxies

    @Test
    void aTunnelsTargetIsHeardAndWhatIsSaidInIt() throws Exception {
        byte[] connect = ascii("CONNECT a.example:443 HTTP/1.1\r\nHost: proxy.example\r\n\r\n");
        assertHeard(
                Hellos.join(connect, Hellos.ofJdk("b.example")),
                true,
                "target a.example:443",
                "sni b.example");
    }

    @Test
    void everyRequestOfAProxyIsHeard() {
        assertHeard(
                ascii(
                        lines(
                                "GET http://a.example/ HTTP/1.1",
                                "Host: a.example",
                                "",
                                "GET http://b.example:81/ HTTP/1.1",
                                "Host: b.example:81",
                                "")),
                true,
                "GET / at a.example:80",
                "GET / at a.example:80",
                "GET / at b.example:81",
                "GET / at b.example:81");
    }

    @Test
    void theTargetsOfSocksAreHeard() {
        byte[] four = {4, 1, 0, 80, (byte) 192, 0, 2, 1, 'm', 'e', 0};
        assertHeard(four, true, "target 192.0.2.1:80");
        byte[] named =
                Hellos.join(new byte[] {4, 1, 1, (byte) 0xbb, 0, 0, 0, 1, 0}, ascii("a.example\0"));
        assertHeard(named, true, "target a.example:443");
        byte[] five =
                Hellos.join(
                        new byte[] {5, 2, 0, 2, 1, 1, 'u', 1, 'p', 5, 1, 0, 3, 9},
                        ascii("a.example"),
                        new byte[] {0, 80});
        assertHeard(five, true, "target a.example:80");
        byte[] six =
                new byte[] {
                    5,
                    1,
                    0,
                    5,
                    1,
                    0,
                    4,
                    0x20,
                    1,
                    13,
                    (byte) 0xb8,
                    0,
                    0,
                    0,
                    0,
                    0,
                    0,
                    0,
                    0,
                    0,
                    0,
                    0,
                    1,
                    0,
                    80
                };
        assertHeard(six, true, "target 2001:db8:0:0:0:0:0:1:80");
    }

    @Test
    void whatIsNoProxyProtocolIsUnreadableThere() throws Exception {
        for (byte[] other :
                List.of(
                        Hellos.ofJdk("a.example"),
                        ascii("EHLO me\r\n"),
                        ascii("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
                        new byte[] {0},
                        new byte[] {5, 2, 0, 1},
                        new byte[] {5, 1, 0, 5, 2, 0, 1, 1, 1, 1, 1, 0, 80},
                        new byte[] {4, 2, 0, 80, 1, 1, 1, 1, 0})) {
            assertEquals("unreadable PROXY", refusal(other, true));
        }
    }

    // ---- writes

    @Test
    void whatDidNotLeaveIsOfferedAgain() {
        byte[] bytes = ascii("GET / HTTP/1.1\r\nHost: a.example\r\n\r\n");
        for (int cut = 0; cut < bytes.length; cut++) {
            Conversation conversation = new Conversation(heard, false);
            assertNull(offer(conversation, bytes));
            conversation.left(cut);
            pass(conversation, Arrays.copyOfRange(bytes, cut, bytes.length));
            assertNotNull(
                    offer(conversation, ascii("GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n")));
        }
    }

    @Test
    void aRequestThatIsRepeatedIsToldOnceWhereItsAnswerIsForGood() {
        byte[] bytes = ascii("GET / HTTP/1.1\r\nHost: a.example\r\n\r\n");
        for (boolean settled : new boolean[] {true, false}) {
            heard.settled = settled;
            heard.said.clear();
            Conversation conversation = new Conversation(heard, false);
            for (int i = 0; i < 5; i++) {
                pass(conversation, bytes.clone());
            }
            // The first one also says what is spoken here.
            assertEquals(settled ? 2 : 5, heard.said.size());
        }
    }

    /** Whether a request is known by its bytes or read makes no difference but in time. */
    @Test
    void whatIsRepeatedIsAnsweredAsWhatIsRead() {
        List<byte[]> vocabulary =
                List.of(
                        ascii("GET / HTTP/1.1\r\nHost: a.example\r\n\r\n"),
                        ascii("GET / HTTP/1.1\nHost: a.example\n\n"),
                        ascii("GET / HTTP/1.1\r\nHost: a.example\n\r\n"),
                        ascii("GET / HTTP/1.1\r\nHost: a.example\r\nUpgrade: x\r\n\r\n"),
                        ascii("PUT / HTTP/1.1\r\nHost: a.example\r\nContent-Length: 38\r\n\r\n"),
                        ascii(chunked() + lines("26")),
                        ascii(lines("", "0", "")),
                        ascii("CONNECT a.example:443 HTTP/1.1\r\n\r\n"),
                        ascii("EHLO me\r\n"),
                        ascii("GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n"));
        Random random = new Random(11);
        int repeated = 0;
        for (int round = 0; round < 20_000; round++) {
            boolean proxy = random.nextInt(4) == 0;
            Heard once = new Heard();
            once.settled = true;
            Heard always = new Heard();
            Conversation knows = new Conversation(once, proxy);
            Conversation reads = new Conversation(always, proxy);
            int before = random.nextInt(vocabulary.size());
            for (int i = 0; i < 12; i++) {
                int next = random.nextInt(3) > 0 ? before : random.nextInt(vocabulary.size());
                byte[] bytes = vocabulary.get(next);
                assertEquals(offer(reads, bytes), offer(knows, bytes.clone()));
                int left = random.nextInt(6) > 0 ? bytes.length : random.nextInt(bytes.length);
                reads.left(left);
                knows.left(left);
                assertEquals(reads.unread(), knows.unread());
                before = next;
            }
            repeated += always.said.size() - once.said.size();
        }
        assertTrue(repeated > 5_000, "known by its bytes: " + repeated);
    }

    @Test
    void aRefusalIsForGood() {
        Conversation conversation = new Conversation(heard, false);
        byte[] evil = ascii("GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n");
        assertNotNull(offer(conversation, evil));
        assertEquals(0, conversation.unread());
        assertNotNull(offer(conversation, ascii("GET / HTTP/1.1\r\nHost: a.example\r\n\r\n")));
    }

    /** Whatever comes is understood, let go or refused, and never fails. */
    @Test
    void noBytesMakeItFail() throws Exception {
        Random random = new Random(7);
        List<byte[]> seeds =
                List.of(
                        Hellos.ofJdk("a.example"),
                        ascii(
                                chunked().replace("POST /", "POST http://a.example/")
                                        + lines("3", "abc", "0", "")),
                        ascii("CONNECT a.example:443 HTTP/1.1\r\n\r\n"),
                        new byte[] {5, 1, 0, 5, 1, 0, 1, 1, 1, 1, 1, 0, 80, 22, 3, 1, 0, 1, 1});
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = seeds.get(random.nextInt(seeds.size())).clone();
            for (int i = random.nextInt(4); i >= 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            Conversation conversation = new Conversation(new Heard(), random.nextBoolean());
            int cut = random.nextInt(bytes.length);
            offer(conversation, bytes);
            conversation.left(cut);
            offer(conversation, Arrays.copyOfRange(bytes, cut, bytes.length));
        }
    }

    // ---- how

    private void assertHeard(String text, String... said) {
        assertHeard(ascii(text), false, said);
    }

    /** In one piece and byte by byte. */
    private void assertHeard(byte[] bytes, boolean proxy, String... said) {
        heard.said.clear();
        offer(new Conversation(heard, proxy), bytes);
        assertEquals(List.of(said), heard.said);
        heard.said.clear();
        Conversation slow = new Conversation(heard, proxy);
        for (byte b : bytes) {
            if (offer(slow, new byte[] {b}) == null) {
                slow.left(1);
            }
        }
        assertEquals(List.of(said), heard.said);
        heard.said.clear();
    }

    private String refusal(byte[] bytes, boolean proxy) {
        return offer(new Conversation(heard, proxy), bytes);
    }

    private static void pass(Conversation conversation, byte[] bytes) {
        assertNull(offer(conversation, bytes));
        conversation.left(bytes.length);
    }

    private static String offer(Conversation conversation, byte[] bytes) {
        return conversation.unread() >= bytes.length ? null : conversation.offer(bytes);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
