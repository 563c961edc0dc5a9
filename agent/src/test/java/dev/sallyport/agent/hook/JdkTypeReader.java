package dev.sallyport.agent.hook;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ConstantDynamic;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.ModuleVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/** Reads one class file into the call graph: what it declares and whom it calls. */
final class JdkTypeReader extends ClassVisitor {
    private final String module;
    private final Map<String, List<String>> callers;
    private final Map<String, Integer> methods = new HashMap<>();
    private final List<String> supertypes = new ArrayList<>();
    private final Set<String> exports = new HashSet<>();
    private String name;
    private int access;

    JdkTypeReader(String module, Map<String, List<String>> callers) {
        super(Opcodes.ASM9);
        this.module = module;
        this.callers = callers;
    }

    JdkType type() {
        return new JdkType(module, name, access, supertypes, methods);
    }

    /** Of a module's declaration: the packages that everybody may use. */
    Set<String> exports() {
        return exports;
    }

    @Override
    public void visit(int v, int flags, String type, String s, String above, String[] interfaces) {
        name = type;
        access = flags;
        if (above != null) {
            supertypes.add(above);
        }
        Collections.addAll(supertypes, interfaces);
    }

    @Override
    public ModuleVisitor visitModule(String declared, int flags, String version) {
        return new ModuleVisitor(Opcodes.ASM9) {
            @Override
            public void visitExport(String exported, int flags, String... friends) {
                if (friends == null) {
                    exports.add(exported);
                }
            }
        };
    }

    @Override
    public MethodVisitor visitMethod(
            int flags, String method, String descriptor, String s, String[] e) {
        methods.put(method + descriptor, flags);
        return new Calls(name + "." + method + descriptor);
    }

    private final class Calls extends MethodVisitor {
        private final String caller;
        private final Set<String> called = new HashSet<>();

        Calls(String caller) {
            super(Opcodes.ASM9);
            this.caller = caller;
        }

        @Override
        public void visitMethodInsn(
                int opcode, String owner, String method, String type, boolean isInterface) {
            if (opcode == Opcodes.INVOKESPECIAL) {
                add(CallGraph.superCall(owner, method + type));
            } else {
                add(owner + "." + method + type);
            }
        }

        /** A lambda's body and a method reference count as called where they are made. */
        @Override
        public void visitInvokeDynamicInsn(String call, String type, Handle by, Object... with) {
            for (Object argument : with) {
                constant(argument);
            }
        }

        @Override
        public void visitLdcInsn(Object value) {
            constant(value);
        }

        private void constant(Object value) {
            if (value instanceof Handle handle) {
                add(handle.getOwner() + "." + handle.getName() + handle.getDesc());
            } else if (value instanceof ConstantDynamic dynamic) {
                for (int i = 0; i < dynamic.getBootstrapMethodArgumentCount(); i++) {
                    constant(dynamic.getBootstrapMethodArgument(i));
                }
            }
        }

        private void add(String method) {
            if (called.add(method)) {
                callers.computeIfAbsent(method, unknown -> new ArrayList<>(2)).add(caller);
            }
        }
    }
}
