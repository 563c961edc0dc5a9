package dev.sallyport.agent.hook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class HookTableTest {
    static List<JdkClasses> jdks() throws IOException {
        return JdkClasses.all();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void everyRowIsInsertedIntoTheJdksOwnClasses(JdkClasses jdk) throws IOException {
        List<Hook> rows = HookTable.rows(jdk.feature(), true);
        HookInserter inserter = new HookInserter(rows);
        for (String type : inserter.types()) {
            inserter.transform(null, type, null, null, jdk.read(type));
        }
        List<String> missing = new ArrayList<>();
        for (Hook row : rows) {
            if (inserter.insertions(row) == 0) {
                missing.add(row.target());
            }
        }
        assertEquals(List.of(), missing);
        assertTrue(rows.size() >= 11, "rows: " + rows.size());
    }

    @Test
    void everyRowCallsAGateMethodOfJustThatShape() throws IOException {
        Set<String> gate = new HashSet<>();
        Path compiled = Path.of("target", "gate-classes", "sun/nio/ch/SallyportGate.class");
        new ClassReader(Files.readAllBytes(compiled))
                .accept(
                        new ClassVisitor(Opcodes.ASM9) {
                            @Override
                            public MethodVisitor visitMethod(
                                    int access, String name, String type, String s, String[] e) {
                                int wanted = Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC;
                                if ((access & wanted) == wanted) {
                                    gate.add(name + type);
                                }
                                return null;
                            }
                        },
                        0);
        for (int feature : new int[] {17, 21, 25}) {
            for (Hook row : HookTable.rows(feature, true)) {
                assertTrue(gate.contains(row.gate() + row.gateDescriptor()), row.toString());
            }
        }
    }

    /** Recorded from jdk17u-dev, jdk21u-dev and JDK 25: who looks names up above the cache. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "17 | (Ljava/lang/String;Ljava/net/InetAddress;ZZ)[Ljava/net/InetAddress;",
                "21 | (Ljava/lang/String;ZZ)[Ljava/net/InetAddress;",
                "25 | (Ljava/lang/String;Z)[Ljava/net/InetAddress;",
            })
    void eachReleaseHasOneRowForTheLookUpAboveTheCache(int feature, String descriptor) {
        assertEquals(
                List.of("java/net/InetAddress.getAllByName0" + descriptor),
                HookTable.rows(feature, true).stream()
                        .map(Hook::target)
                        .filter(target -> target.contains("getAllByName0"))
                        .toList());
    }

    @Test
    void aClassThatNoRowWantsAndAClassOfTheApplicationAreLeftAlone() throws IOException {
        HookInserter inserter = new HookInserter(HookTable.rows(17, true));
        byte[] some = JdkClasses.all().get(0).read("java/net/Socket");
        assertNull(inserter.transform(null, "java/net/URI", null, null, some));
        ClassLoader application = getClass().getClassLoader();
        assertNull(inserter.transform(application, "java/net/Socket", null, null, some));
    }

    @Test
    void aMethodThatIsNotAsExpectedIsNotTakenForHooked() throws IOException {
        List<Hook> rows = HookTable.rows(17, true);
        HookInserter inserter = new HookInserter(rows);
        // Another class's bytes under the name of one that is hooked: a JDK that was changed.
        byte[] other = JdkClasses.all().get(0).read("java/net/URI");
        inserter.transform(null, "java/net/Socket", null, null, other);
        for (Hook row : rows) {
            assertFalse(inserter.insertions(row) > 0, row.target());
        }
    }
}
