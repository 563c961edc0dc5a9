package dev.sallyport.agent.hook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.agent.hook.ReviewedNatives.Door;
import dev.sallyport.agent.hook.ReviewedNatives.Exempt;
import dev.sallyport.agent.hook.ReviewedNatives.Verdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every native method of the JDK that can open a way out is known, and every path of Java calls to
 * it passes a row of the hook table or a reviewed exception. A JDK that adds a door fails here.
 *
 * <p>The lists were made of Linux's sources and libraries; other systems have other natives.
 */
@EnabledOnOs(OS.LINUX)
class CompletenessTest {
    /** A JDK is read once; that takes seconds. */
    private static final Map<JdkClasses, CallGraph> GRAPHS = new HashMap<>();

    private static final List<String> PATH_OF_SOCKET_CHANNEL =
            List.of(
                    "connect: sun/nio/ch/SocketChannelImpl.connect(",
                    "    -> sun/nio/ch/Net.connect(",
                    "    -> sun/nio/ch/Net.connect(",
                    "    -> sun/nio/ch/Net.connect0(");

    /** Rows whose every path passes another one: names at the cache, linkers at what they share. */
    private static final Set<String> HELD_TWICE =
            Set.of(
                    "java/net/InetAddress.getAllByName0",
                    "java/net/InetAddress$PlatformNameService.lookupAllHostAddr",
                    "jdk/internal/foreign/AbstractCLinker.downcallHandle");

    private final ReviewedNatives reviewed = ReviewedNatives.read();

    CompletenessTest() throws IOException {}

    static List<JdkClasses> jdks() throws IOException {
        return JdkClasses.all();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void everyNativeMethodIsKnownAsADoorOrAsHarmless(JdkClasses jdk) throws IOException {
        List<String> complaints = new ArrayList<>();
        Map<String, String> natives = graph(jdk).natives();
        natives.forEach(
                (method, module) -> {
                    String complaint = reviewed.complaint(method, module, jdk.feature());
                    if (complaint != null) {
                        complaints.add(complaint);
                    }
                });
        assertEquals("", String.join("\n", complaints));
        assertTrue(natives.size() > 1000, "natives: " + natives.size());
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void everyPathToADoorPassesARowOrAReviewedException(JdkClasses jdk) throws IOException {
        assertEquals("", String.join("\n", unheld(jdk, allRows(jdk))));
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void aTableWithoutTheRowOfTcpConnectIsReportedWithThePath(JdkClasses jdk) throws IOException {
        List<Hook> rows = without("sun/nio/ch/Net.connect(", jdk);
        List<String> report = unheld(jdk, rows);
        assertTrue(
                report.stream()
                        .map(path -> path.lines().map(CompletenessTest::withoutParameters).toList())
                        .anyMatch(PATH_OF_SOCKET_CHANNEL::equals),
                () -> String.join("\n", report));
    }

    private static String withoutParameters(String line) {
        return line.substring(0, line.indexOf('(') + 1);
    }

    /** Each row that judges a door is missed, but for {@link #HELD_TWICE}. */
    @ParameterizedTest
    @MethodSource("jdks")
    void noOtherRowThatJudgesADoorCanBeTakenAwayUnnoticed(JdkClasses jdk) throws IOException {
        Set<String> judges = new HashSet<>();
        reviewed.gates().values().forEach(judges::addAll);
        Set<String> unnoticed = new HashSet<>();
        for (Hook row : allRows(jdk)) {
            if (judges.contains(row.gateClass() + "." + row.gate())
                    && unheld(jdk, without(row.target(), jdk)).isEmpty()) {
                unnoticed.add(row.type() + "." + row.method());
            }
        }
        unnoticed.removeAll(HELD_TWICE);
        assertEquals(Set.of(), unnoticed);
    }

    @Test
    void aNativeMethodThatNobodyHasReadIsAskedAbout() {
        assertEquals(
                "new native method sun/nio/ch/Net.connect1(I)I in module java.base: is it a door?"
                        + " Read its C source, then add it to doors.txt or harmless.txt",
                reviewed.complaint("sun/nio/ch/Net.connect1(I)I", "java.base", 17));
        assertNull(reviewed.complaint("sun/nio/ch/Net.connect0(I)I", "java.base", 17));
    }

    /** A line that is about nothing hides a door that comes under its name one day. */
    @Test
    void everyLineOfTheListsIsAboutAMethodOfSomeJdk() throws IOException {
        Set<MethodPattern> stale = new HashSet<>();
        Set<MethodPattern> found = new HashSet<>();
        for (JdkClasses jdk : JdkClasses.all()) {
            Collection<String> natives = graph(jdk).natives().keySet();
            for (Door door : reviewed.doorsOf(jdk.feature())) {
                sort(door.method(), natives, found, stale);
            }
            Collection<String> methods = graph(jdk).methods();
            for (Exempt exempt : reviewed.exceptionsOf(jdk.feature())) {
                sort(exempt.method(), methods, found, stale);
            }
        }
        stale.removeAll(found);
        assertEquals(Set.of(), stale);
    }

    private static void sort(
            MethodPattern pattern,
            Collection<String> methods,
            Set<MethodPattern> found,
            Set<MethodPattern> stale) {
        (methods.stream().anyMatch(pattern::matches) ? found : stale).add(pattern);
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void everyExceptionIsNeeded(JdkClasses jdk) throws IOException {
        DoorWalk walk = walk(jdk, allRows(jdk));
        unheld(jdk, walk);
        List<Exempt> idle = new ArrayList<>(reviewed.exceptionsOf(jdk.feature()));
        idle.removeAll(walk.used());
        assertEquals(List.of(), idle);
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void anExceptionThatARowHoldsNamesARowThatIsThere(JdkClasses jdk) {
        Set<String> targets = new HashSet<>();
        allRows(jdk).forEach(row -> targets.add(row.target()));
        for (Exempt exempt : reviewed.exceptionsOf(jdk.feature())) {
            MethodPattern row = new MethodPattern(exempt.row());
            assertEquals(
                    exempt.verdict() == Verdict.HELD,
                    targets.stream().anyMatch(row::matches),
                    exempt.toString());
        }
    }

    private List<String> unheld(JdkClasses jdk, List<Hook> rows) throws IOException {
        return unheld(jdk, walk(jdk, rows));
    }

    private DoorWalk walk(JdkClasses jdk, List<Hook> rows) throws IOException {
        return new DoorWalk(graph(jdk), reviewed, jdk.feature(), rows);
    }

    private List<String> unheld(JdkClasses jdk, DoorWalk walk) throws IOException {
        List<String> result = new ArrayList<>();
        for (String method : graph(jdk).natives().keySet()) {
            for (Door door : reviewed.doorsOf(jdk.feature())) {
                if (door.method().matches(method)) {
                    for (String path : walk.unheld(method, door.kind())) {
                        result.add(door.kind() + ": " + path);
                    }
                }
            }
        }
        return result;
    }

    private static CallGraph graph(JdkClasses jdk) throws IOException {
        CallGraph known = GRAPHS.get(jdk);
        if (known == null) {
            known = CallGraph.of(jdk);
            GRAPHS.put(jdk, known);
        }
        return known;
    }

    private static List<Hook> without(String target, JdkClasses jdk) {
        List<Hook> rows = allRows(jdk);
        rows.removeIf(row -> row.target().startsWith(target));
        return rows;
    }

    private static List<Hook> allRows(JdkClasses jdk) {
        List<Hook> rows = new ArrayList<>(jdk.table().rows(false));
        rows.addAll(HookTableTest.laterRows(jdk.table()));
        return rows;
    }
}
