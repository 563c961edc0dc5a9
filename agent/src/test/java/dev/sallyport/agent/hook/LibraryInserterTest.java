package dev.sallyport.agent.hook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;

import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a library's class looks like decides; the libraries themselves are tested as they run. */
class LibraryInserterTest {
    private static final String SOCKET = "com/acme/moved/channel/unix/Socket";
    private static final String CONNECT = "(Ljava/net/SocketAddress;)Z";

    private final LibraryTable transports = new LibraryTable(TransportRows.CLASSES);
    private final LibraryInserter inserter =
            new LibraryInserter(
                    new LibraryTable(new Heralds(true, true).rows()),
                    mock(LibraryInserter.Parts.class));

    @ParameterizedTest
    @CsvSource({
        "io/netty/channel/unix/Socket, true",
        "io/grpc/netty/shaded/io/netty/channel/unix/Socket, true",
        "channel/unix/Socket, true",
        "io/netty/mychannel/unix/Socket, false",
        "io/netty/channel/unix/SocketAddresses, false",
        "java/net/Socket, false",
    })
    void aClassIsKnownByTheEndOfItsName(String type, boolean known) {
        assertEquals(known, transports.knows(type));
    }

    @Test
    void aClassThatHasWhatEveryVersionHasIsHooked() {
        List<Hook> rows =
                transports.rowsOf(SOCKET, socket("sendTo", "(ILjava/net/InetAddress;I)I"));
        List<String> sends =
                List.of(
                        SOCKET + ".sendToAddress(JIILjava/net/InetAddress;I)I",
                        SOCKET + ".sendToAddresses(JILjava/net/InetAddress;I)I",
                        SOCKET + ".sendToBuffer(Ljava/nio/ByteBuffer;IILjava/net/InetAddress;I)I");
        List<String> expected = new ArrayList<>(List.of(SOCKET + ".connect" + CONNECT));
        // What is sent is looked at for a query, then where it goes.
        expected.addAll(sends);
        expected.add(SOCKET + ".sendTo(ILjava/net/InetAddress;I)I");
        expected.addAll(sends);
        expected.add(SOCKET + ".connectDomainSocket(I[B)I");
        assertEquals(
                expected,
                rows.stream()
                        .map(row -> row.callee() == null ? row.target() : row.callee())
                        .toList());
        assertEquals(2, rows.get(4).local());
    }

    @Test
    void anOverloadThatOnlyPassesOnIsNotJudgedTwice() {
        List<Hook> rows =
                transports.rowsOf(SOCKET, socket("sendTo", "(Ljava/net/InetAddress;IZ)I"));
        assertEquals(
                List.of("(Ljava/net/InetAddress;IZ)Ljava/net/InetAddress;"),
                rows.stream()
                        .filter(row -> "sendTo".equals(row.method()))
                        .map(Hook::gateDescriptor)
                        .toList());
    }

    @Test
    void aVersionThatIsNotKnownIsNotDefinedAtAll() {
        byte[] transformed =
                inserter.transform(
                        getClass().getClassLoader(), SOCKET, null, null, socket("post", "()V"));
        NoClassDefFoundError refused =
                assertThrows(NoClassDefFoundError.class, () -> new Definer().define(transformed));
        assertTrue(
                refused.getMessage().contains("Sallyport does not know this version of the class"),
                refused.getMessage());
    }

    @Test
    void classesOfTheJdkAndOthersAreLeftAlone() {
        byte[] file = socket("sendTo", "(Ljava/net/InetAddress;I)I");
        assertNull(inserter.transform(null, SOCKET, null, null, file));
        ClassLoader loader = getClass().getClassLoader();
        assertNull(inserter.transform(loader, "com/acme/Socket", null, null, file));
        assertNull(inserter.transform(loader, null, null, null, file));
    }

    @Test
    void theCallOfANativeMethodPassesTheGate() {
        byte[] patched =
                inserter.transform(
                        getClass().getClassLoader(),
                        SOCKET,
                        null,
                        null,
                        socket("sendTo", "(Ljava/net/InetAddress;I)I"));
        StringBuilder calls = new StringBuilder();
        new ClassReader(patched)
                .accept(
                        new ClassVisitor(Opcodes.ASM9) {
                            @Override
                            public MethodVisitor visitMethod(
                                    int access, String name, String d, String s, String[] e) {
                                return new MethodVisitor(Opcodes.ASM9) {
                                    @Override
                                    public void visitMethodInsn(
                                            int op,
                                            String owner,
                                            String called,
                                            String c,
                                            boolean i) {
                                        calls.append(name + " calls " + called + "; ");
                                    }
                                };
                            }
                        },
                        0);
        assertEquals(
                "connect calls connect; connect calls path; connect calls connectDomainSocket;"
                        + " sendTo calls send;"
                        + " sendToAddress calls question; sendToAddress calls send;"
                        + " sendToAddresses calls question; sendToAddresses calls send;"
                        + " sendToBuffer calls question; sendToBuffer calls send; ",
                calls.toString());
    }

    /** A class like Netty's, with one more method. */
    private static byte[] socket(String name, String descriptor) {
        ClassWriter type = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        type.visit(Opcodes.V1_8, Opcodes.ACC_PUBLIC, SOCKET, null, "java/lang/Object", null);
        type.visitMethod(
                Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_NATIVE,
                "connectDomainSocket",
                "(I[B)I",
                null,
                null);
        MethodVisitor connect =
                type.visitMethod(Opcodes.ACC_PUBLIC, "connect", CONNECT, null, null);
        connect.visitCode();
        connect.visitInsn(Opcodes.ICONST_0);
        connect.visitInsn(Opcodes.ACONST_NULL);
        connect.visitMethodInsn(
                Opcodes.INVOKESTATIC, SOCKET, "connectDomainSocket", "(I[B)I", false);
        connect.visitInsn(Opcodes.IRETURN);
        connect.visitMaxs(0, 0);
        connect.visitEnd();
        add(type, name, descriptor);
        if (name.equals("sendTo")) {
            String target = descriptor.substring(descriptor.indexOf("Ljava/net/"));
            add(type, "sendToAddress", "(JII" + target);
            add(type, "sendToAddresses", "(JI" + target);
            add(type, "sendToBuffer", "(Ljava/nio/ByteBuffer;II" + target);
        }
        type.visitEnd();
        return type.toByteArray();
    }

    private static void add(ClassWriter type, String name, String descriptor) {
        MethodVisitor more = type.visitMethod(Opcodes.ACC_PUBLIC, name, descriptor, null, null);
        more.visitCode();
        more.visitInsn(descriptor.endsWith("V") ? Opcodes.NOP : Opcodes.ICONST_0);
        more.visitInsn(descriptor.endsWith("V") ? Opcodes.RETURN : Opcodes.IRETURN);
        more.visitMaxs(0, 0);
        more.visitEnd();
    }

    private static final class Definer extends ClassLoader {
        Class<?> define(byte[] file) {
            return defineClass(SOCKET.replace('/', '.'), file, 0, file.length);
        }
    }
}
