package dev.sallyport.agent.hook;

import dev.sallyport.agent.gate.Gatehouse;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/** What a row may call: public static methods of the gate's public classes, as compiled. */
final class GateEntries {
    private static final Path COMPILED = Path.of("target", "gate-classes");

    private final Set<String> entries = new HashSet<>();

    GateEntries() throws IOException {
        for (String folder : List.of("sun/nio/ch", "java/net")) {
            try (DirectoryStream<Path> types =
                    Files.newDirectoryStream(COMPILED.resolve(folder), "Sallyport*.class")) {
                for (Path type : types) {
                    add(new ClassReader(Files.readAllBytes(type)));
                }
            }
        }
    }

    private void add(ClassReader type) {
        if ((type.getAccess() & Opcodes.ACC_PUBLIC) == 0) {
            return;
        }
        type.accept(
                new ClassVisitor(Opcodes.ASM9) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access, String name, String descriptor, String s, String[] e) {
                        int wanted = Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC;
                        if ((access & wanted) == wanted) {
                            entries.add(type.getClassName() + "." + name + descriptor);
                        }
                        return null;
                    }
                },
                0);
    }

    /**
     * Whether it is one of them.
     *
     * @param entry as tables of rows spell it, {@code Tasks.enter(Ljava/lang/Object;)V}
     */
    boolean has(String entry) {
        int dot = entry.indexOf('.');
        return entries.contains(Gatehouse.gate(entry.substring(0, dot)) + entry.substring(dot));
    }
}
