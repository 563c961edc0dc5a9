package dev.sallyport.event;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class EventReaderTest {
    private final EventReader reader = new EventReader();

    @Test
    @Timeout(value = 20, unit = SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void listsOfSomethingElseAreNoEndlessLoop() {
        for (String list :
                List.of("[1]", "[[\"a\"]]", "[{}]", "[{\"a\":[]},\"b\"]", "[null]", "[")) {
            assertNull(reader.read("{\"unmapped\":{\"x\":" + list + ",\"y\":1}}"), list);
        }
    }

    @Test
    void bytesThatAreNoTextAreNoEvent() {
        byte[] bytes = "{\"a\":\"b\"}".getBytes(StandardCharsets.US_ASCII);
        bytes[6] = (byte) 0xff;
        assertNull(reader.read(bytes, 0, bytes.length));
    }

    @Test
    void theFactsOfARunAreThoseThatWereWritten() {
        Run run = new Run("weather", "run-1", 4711, "0.1.0");
        RunEvent event =
                new RunEvent(run, 1, Activity.START, 5, Map.of("mode", "hold", "hooks", 11L));
        assertEquals(event, reader.read(EventWriter.line(event)));
    }
}
