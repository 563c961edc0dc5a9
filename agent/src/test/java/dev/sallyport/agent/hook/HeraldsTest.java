package dev.sallyport.agent.hook;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class HeraldsTest {
    private static final String INFO = "org/springframework/boot/actuate/info/InfoEndpoint";
    private static final String JMX = "java/lang/management/ManagementFactory";
    private static final String LOG = "org/slf4j/LoggerFactory";
    private static final String METERS =
            "io/micrometer/core/instrument/composite/CompositeMeterRegistry";

    @Test
    void whatWasNotAskedForIsLeftAlone() {
        LibraryTable table = new LibraryTable(new Heralds(false, false).rows());
        assertTrue(table.knows(METERS) && table.knows(JMX));
        assertFalse(table.knows(INFO) || table.knows(LOG));
        assertTrue(new LibraryTable(new Heralds(true, false).rows()).knows(INFO));
        assertTrue(new LibraryTable(new Heralds(false, true).rows()).knows(LOG));
    }
}
