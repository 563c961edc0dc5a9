package dev.sallyport.harness.evasion;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** All techniques, by door. A new class of them is added here. */
public final class Techniques {
    private static final List<Class<?>> CLASSES =
            List.of(
                    SocketApis.class,
                    UrlReaders.class,
                    Contexts.class,
                    Datagrams.class,
                    UnixSockets.class,
                    LookUps.class,
                    NameServers.class,
                    ForgedNames.class,
                    SpokenNames.class,
                    Programs.class,
                    NativeLibraries.class,
                    LateAgents.class,
                    GateTampering.class,
                    PrivateNatives.class,
                    Processwide.class,
                    FileTampering.class);

    private Techniques() {}

    public static List<Method> all() {
        return CLASSES.stream().flatMap(Techniques::of).toList();
    }

    /** How {@link Attack} is told of it, which looks at no other. */
    public static String place(Method method) {
        return method.getDeclaringClass().getName() + "#" + method.getName();
    }

    public static Technique of(Method method) {
        return method.getAnnotation(Technique.class);
    }

    static Stream<Method> of(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Technique.class))
                .sorted(Comparator.comparing(method -> of(method).value()));
    }
}
