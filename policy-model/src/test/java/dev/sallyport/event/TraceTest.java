package dev.sallyport.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraceTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "00f067aa0ba902b7";

    @Test
    void idsAreTakenAsW3cHasThem() {
        assertEquals(new Trace(TRACE, SPAN), Trace.of(TRACE, SPAN));
        assertNull(Trace.of(null, SPAN));
        assertNull(Trace.of(TRACE, null));
    }

    @ParameterizedTest
    @CsvSource({
        "00000000000000000000000000000000, 00f067aa0ba902b7",
        "4bf92f3577b34da6a3ce929d0e0e4736, 0000000000000000",
        "4BF92F3577B34DA6A3CE929D0E0E4736, 00f067aa0ba902b7",
        "4bf92f3577b34da6a3ce929d0e0e473, 00f067aa0ba902b7",
        "4bf92f3577b34da6a3ce929d0e0e4736, 00f067aa0ba902b71",
        "4bf92f3577b34da6a3ce929d0e0e473\", 00f067aa0ba902b7",
    })
    void whatIsNoIdIsNoSpan(String trace, String span) {
        assertNull(Trace.of(trace, span));
    }
}
