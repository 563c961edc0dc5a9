package dev.sallyport.agent.hook;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Who calls whom in all classes of one JDK. A method is written {@code
 * sun/nio/ch/Net.connect0(ZLjava/io/FileDescriptor;Ljava/net/InetAddress;I)I}.
 *
 * <p>It errs on the side of more callers: a virtual call may reach every override. What it cannot
 * see are calls by reflection, by method handles that are looked up by name, and from C. A method
 * that is only called so has no callers here, which {@link DoorWalk} reports.
 */
final class CallGraph {
    private static final String CONSTRUCTOR = "<init>";

    private final Map<String, JdkType> types = new HashMap<>();
    private final Map<String, List<String>> subtypes = new HashMap<>();
    private final Map<String, List<String>> callers = new HashMap<>();
    private final Map<String, Set<String>> known = new HashMap<>();
    private final Set<String> exported = new HashSet<>();

    private CallGraph() {}

    static CallGraph of(JdkClasses jdk) throws IOException {
        CallGraph graph = new CallGraph();
        try (FileSystem image =
                        FileSystems.newFileSystem(
                                URI.create("jrt:/"), Map.of("java.home", jdk.home().toString()));
                Stream<Path> files = Files.walk(image.getPath("/modules"))) {
            for (Path file : (Iterable<Path>) files::iterator) {
                if (file.toString().endsWith(".class")) {
                    graph.add(file.getName(1).toString(), Files.readAllBytes(file));
                }
            }
        }
        return graph;
    }

    private void add(String module, byte[] file) {
        JdkTypeReader reader = new JdkTypeReader(module, callers);
        new ClassReader(file).accept(reader, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        exported.addAll(reader.exports());
        JdkType type = reader.type();
        types.put(type.name(), type);
        for (String above : type.supertypes()) {
            subtypes.computeIfAbsent(above, unknown -> new ArrayList<>()).add(type.name());
        }
    }

    /** Every native method and the module that it is in. */
    Map<String, String> natives() {
        Map<String, String> result = new TreeMap<>();
        for (JdkType type : types.values()) {
            type.methods()
                    .forEach(
                            (method, access) -> {
                                if ((access & Opcodes.ACC_NATIVE) != 0) {
                                    result.put(type.name() + "." + method, type.module());
                                }
                            });
        }
        return result;
    }

    /** Every method that a class declares, constructors and initialisers included. */
    Collection<String> methods() {
        List<String> result = new ArrayList<>();
        for (JdkType type : types.values()) {
            type.methods().keySet().forEach(method -> result.add(type.name() + "." + method));
        }
        return result;
    }

    /**
     * Whether code of an application can call it without reflection: as it is, or by the type above
     * that declares it, as {@code SocketChannel.connect}.
     */
    boolean isOpenToApplications(String method) {
        String signature = signatureOf(method);
        if (isPublished(typeOf(method), signature)) {
            return true;
        }
        if (isBound(method)) {
            return false;
        }
        Set<String> above = new LinkedHashSet<>();
        addSupertypes(typeOf(method), above);
        return above.stream()
                .anyMatch(type -> !Callbacks.isOne(type) && isPublished(type, signature));
    }

    private boolean isPublished(String name, String signature) {
        JdkType type = types.get(name);
        Integer access = type.methods().get(signature);
        int wanted = Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED;
        return access != null
                && (access & wanted) != 0
                && (type.access() & Opcodes.ACC_PUBLIC) != 0
                && exported.contains(type.packageName());
    }

    boolean isStatic(String method) {
        return (access(method) & Opcodes.ACC_STATIC) != 0;
    }

    List<String> constructorsOf(String type) {
        return types.get(type).methods().keySet().stream()
                .filter(method -> method.startsWith(CONSTRUCTOR))
                .map(method -> type + "." + method)
                .toList();
    }

    /** The methods whose code can come to this one in one step. */
    Set<String> callersOf(String method) {
        return known.computeIfAbsent(method, this::findCallersOf);
    }

    private Set<String> findCallersOf(String method) {
        String type = typeOf(method);
        String signature = signatureOf(method);
        Set<String> result = new LinkedHashSet<>();
        Set<String> heirs = heirsOf(type, signature);
        for (String heir : heirs) {
            result.addAll(callers.getOrDefault(heir + "." + signature, List.of()));
            result.addAll(callers.getOrDefault(superCall(heir, signature), List.of()));
        }
        if (isBound(method)) {
            return result;
        }
        Set<String> above = new LinkedHashSet<>();
        heirs.forEach(heir -> addSupertypes(heir, above));
        for (String supertype : above) {
            JdkType declaring = types.get(supertype);
            if (declaring != null && declaring.methods().containsKey(signature)) {
                if (Callbacks.isOne(supertype)) {
                    addCreators(type, result);
                } else {
                    result.addAll(callers.getOrDefault(supertype + "." + signature, List.of()));
                }
            }
        }
        return result;
    }

    /**
     * Everybody calls {@code Runnable.run}; what leads to this one is who has made the object, for
     * without it there is nothing to call.
     */
    private void addCreators(String type, Set<String> result) {
        for (String constructor : constructorsOf(type)) {
            result.addAll(callers.getOrDefault(constructor, List.of()));
            result.addAll(
                    callers.getOrDefault(superCall(type, signatureOf(constructor)), List.of()));
        }
    }

    /** The type itself and those below it that inherit its method. */
    private Set<String> heirsOf(String type, String signature) {
        Set<String> result = new LinkedHashSet<>(List.of(type));
        Deque<String> left = new ArrayDeque<>(result);
        while (!left.isEmpty()) {
            for (String below : subtypes.getOrDefault(left.remove(), List.of())) {
                if (!types.get(below).methods().containsKey(signature) && result.add(below)) {
                    left.add(below);
                }
            }
        }
        return result;
    }

    private void addSupertypes(String type, Set<String> result) {
        JdkType known = types.get(type);
        if (known != null) {
            for (String above : known.supertypes()) {
                if (result.add(above)) {
                    addSupertypes(above, result);
                }
            }
        }
    }

    /** Whether no override can take its place. */
    private boolean isBound(String method) {
        return (access(method) & (Opcodes.ACC_STATIC | Opcodes.ACC_PRIVATE)) != 0
                || signatureOf(method).startsWith(CONSTRUCTOR);
    }

    private int access(String method) {
        return types.get(typeOf(method)).methods().get(signatureOf(method));
    }

    /** A call of a superclass's method, which no override of another class can answer. */
    static String superCall(String type, String signature) {
        return "super " + type + "." + signature;
    }

    static String typeOf(String method) {
        return method.substring(0, method.lastIndexOf('.', method.indexOf('(')));
    }

    static String signatureOf(String method) {
        return method.substring(method.lastIndexOf('.', method.indexOf('(')) + 1);
    }
}
