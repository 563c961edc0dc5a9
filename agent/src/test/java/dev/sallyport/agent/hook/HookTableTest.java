package dev.sallyport.agent.hook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HookTableTest {
    private static final HookTable JDK_17 = new HookTable(OperatingSystem.LINUX, 17);

    static List<JdkClasses> jdks() throws IOException {
        return JdkClasses.all();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void everyRowIsInsertedIntoTheJdksOwnClasses(JdkClasses jdk) throws IOException {
        List<Hook> rows = jdk.table().rows(true);
        HookInserter inserter = new HookInserter(rows, null);
        for (String type : inserter.types()) {
            inserter.transform(null, type, null, null, jdk.read(type));
        }
        assertEquals(List.of(), inserter.missing());
        assertTrue(rows.size() >= 11, "rows: " + rows.size());
    }

    /** Modules that are hooked when their library is loaded, and the incubator of JDK 17. */
    @ParameterizedTest
    @MethodSource("jdks")
    void everyLaterRowIsInsertedToo(JdkClasses jdk) throws IOException {
        List<Hook> rows = laterRows(jdk.table());
        HookInserter inserter = new HookInserter(rows, null);
        for (String type : inserter.types()) {
            inserter.transform(null, type, null, null, jdk.read(type));
        }
        assertEquals(List.of(), inserter.missing());
        assertTrue(rows.size() >= 8, "rows: " + rows.size());
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void theRowsOfTheJdksHttpClientsAreInsertedToo(JdkClasses jdk) throws IOException {
        List<Hook> rows = jdk.table().requestRows(true);
        HookInserter inserter = new HookInserter(rows, null);
        for (String type : inserter.types()) {
            inserter.transform(null, type, null, null, jdk.read(type));
        }
        assertEquals(List.of(), inserter.missing());
        assertEquals(4, rows.size());
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void theRowsAtTheEndOfHandshakesAreInsertedToo(JdkClasses jdk) throws IOException {
        List<Hook> rows = jdk.table().handshakeRows();
        HookInserter inserter = new HookInserter(rows, null);
        for (String type : inserter.types()) {
            inserter.transform(null, type, null, null, jdk.read(type));
        }
        assertEquals(List.of(), inserter.missing());
        assertEquals(2, rows.size());
    }

    static List<Hook> laterRows(HookTable table) {
        List<Hook> rows = table.incubatorRows();
        rows.addAll(table.streamRows());
        rows.addAll(table.networkRows());
        for (String library :
                List.of("sctp", "j2pkcs11", "j2pcsc", "attach", "management_ext", "awt", "net")) {
            rows.addAll(table.rowsOf(System.mapLibraryName(library)));
        }
        return rows;
    }

    @Test
    void everyRowCallsAGateMethodOfJustThatShape() throws IOException {
        GateEntries gate = new GateEntries();
        for (OperatingSystem system : OperatingSystem.values()) {
            for (int feature : new int[] {17, 21, 25}) {
                HookTable table = new HookTable(system, feature);
                List<Hook> rows = table.rows(true);
                rows.addAll(laterRows(table));
                rows.addAll(table.requestRows(true));
                rows.addAll(table.handshakeRows());
                for (Hook row : rows) {
                    assertTrue(gate.has(entry(row)), row.toString());
                }
            }
        }
    }

    private static String entry(Hook row) {
        return row.gateClass() + "." + row.gate() + row.gateDescriptor();
    }

    @Test
    void aClassThatNoRowWantsAndAClassOfTheApplicationAreLeftAlone() throws IOException {
        HookInserter inserter = new HookInserter(JDK_17.rows(true), null);
        byte[] some = JdkClasses.all().get(0).read("java/net/Socket");
        assertNull(inserter.transform(null, "java/net/URI", null, null, some));
        ClassLoader application = getClass().getClassLoader();
        assertNull(inserter.transform(application, "java/net/Socket", null, null, some));
    }

    @Test
    void aMethodThatIsNotAsExpectedIsNotTakenForHooked() throws IOException {
        List<Hook> rows = JDK_17.rows(true);
        HookInserter inserter = new HookInserter(rows, null);
        // Another class's bytes under the name of one that is hooked: a JDK that was changed.
        byte[] other = JdkClasses.all().get(0).read("java/net/URI");
        inserter.transform(null, "java/net/Socket", null, null, other);
        assertEquals(rows.size(), inserter.missing().size());
    }
}
