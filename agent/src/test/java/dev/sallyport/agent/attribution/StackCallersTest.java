package dev.sallyport.agent.attribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.agent.record.Sha256;
import dev.sallyport.event.Caller;
import dev.sallyport.event.Library;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.commons.ClassRemapper;
import net.bytebuddy.jar.asm.commons.SimpleRemapper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An application of real jars, whose code calls a client, which asks who calls: where a hooked
 * method of the JDK would be. The test's own frames are Sallyport's, so they count as none.
 */
class StackCallersTest {
    private static final String CLIENT =
            """
            package okhttp3;
            public class Client {
                public static Object call(java.util.concurrent.Callable<?> connect) throws Exception {
                    return connect.call();
                }
            }
            """;
    private static final String WEATHER =
            """
            package com.acme;
            import java.util.concurrent.Callable;
            public class Weather {
                public static Object plain(Callable<?> connect) throws Exception {
                    return connect.call();
                }
                public static Object byClient(Callable<?> connect) throws Exception {
                    return okhttp3.Client.call(connect);
                }
                public static Object byLambda(Callable<?> connect) throws Exception {
                    Callable<Object> lambda = () -> okhttp3.Client.call(connect);
                    return lambda.call();
                }
                public static Object byReference(Callable<?> connect) throws Exception {
                    Callable<?> reference = connect::call;
                    return reference.call();
                }
                public static Object deep(Callable<?> connect) throws Exception {
                    return deeper(60, connect);
                }
                static Object deeper(int more, Callable<?> connect) throws Exception {
                    return more == 0 ? byClient(connect) : deeper(more - 1, connect);
                }
                public static java.lang.invoke.MethodHandles.Lookup lookup() {
                    return java.lang.invoke.MethodHandles.lookup();
                }
                public static Object reflective(Callable<?> connect) throws Exception {
                    return Weather.class.getMethod("plain", Callable.class).invoke(null, connect);
                }
            }
            """;

    private static final String GENERATED =
            """
            package com.acme;
            public class Weather$$SpringCGLIB$$0 extends Weather {
                public static Object plain(java.util.concurrent.Callable<?> c) throws Exception {
                    return okhttp3.Client.call(c);
                }
            }
            """;

    private static final ClassLoader PLATFORM = ClassLoader.getPlatformClassLoader();

    @TempDir Path folder;
    private final StackCallers callers = new StackCallers();
    private Map<String, byte[]> classes;
    private Path client;
    private Path weather;
    private URLClassLoader application;

    @BeforeEach
    void build() throws Exception {
        classes = TestJar.compile(folder, CLIENT, WEATHER, GENERATED);
        client =
                new TestJar()
                        .classes(classes, "okhttp3/")
                        .manifest("Bundle-SymbolicName: com.squareup.okhttp3")
                        .write(folder.resolve("my lib/okhttp-jvm-5.1.0.jar"));
        weather =
                new TestJar()
                        .classes(classes, "com/acme/")
                        .maven("com.acme", "weather", "1.2")
                        .write(folder.resolve("my lib/weather-1.2.jar"));
        application = new URLClassLoader(urls(weather, client), PLATFORM);
    }

    @AfterEach
    void close() throws Exception {
        application.close();
    }

    private static URL[] urls(Path... jars) throws Exception {
        URL[] urls = new URL[jars.length];
        for (int i = 0; i < jars.length; i++) {
            urls[i] = jars[i].toUri().toURL();
        }
        return urls;
    }

    @Test
    void theCallerIsTheFirstCodeThatDoesNotConnectForOthers() throws Exception {
        Caller caller = caller("byClient");
        assertEquals("class", caller.what());
        assertEquals("com.acme.Weather", caller.type());
        assertEquals("byClient", caller.method());
        assertEquals(8, caller.line());
        assertEquals(
                new Library("weather-1.2.jar", "com.acme:weather:1.2", sha256(weather)),
                caller.library());
        assertEquals(new Library("okhttp-jvm-5.1.0.jar", null, sha256(client)), caller.via());
        assertFalse(caller.handedOver());
        assertEquals("okhttp3.Client.call:4", caller.stack().get(0));
        assertEquals("com.acme.Weather.byClient:8", caller.stack().get(1));
        assertEquals(caller.library(), library("byClient"));
    }

    @Test
    void whoNeedsNoLibraryHasNoneInBetween() throws Exception {
        Caller caller = caller("plain");
        assertEquals("plain", caller.method());
        assertNull(caller.via());
    }

    @Test
    void aLambdaIsNamedByTheClassThatItStandsIn() throws Exception {
        Caller caller = caller("byLambda");
        assertEquals("lambda", caller.what());
        assertEquals("com.acme.Weather", caller.type());
        assertEquals("com.acme:weather:1.2", caller.library().coordinates());
        Caller reference = caller("byReference");
        assertEquals("lambda", reference.what());
        assertEquals("com.acme.Weather", reference.type());
        assertEquals("com.acme:weather:1.2", reference.library().coordinates());
    }

    @Test
    void reflectionIsNobodysAndNotOnTheStack() throws Exception {
        Caller caller = caller("reflective");
        assertEquals("plain", caller.method());
        assertEquals(
                List.of("com.acme.Weather.plain:5", "com.acme.Weather.reflective:28"),
                caller.stack().subList(0, 2));
    }

    /** Its frames are hidden ones, which a walk of the stack leaves out unless it asks. */
    @Test
    void aHiddenClassIsNamedAndCannotTakeItselfOffTheStack() throws Exception {
        byte[] trojan = renamed("com/acme/Weather", "com/acme/Trojan");
        MethodHandles.Lookup host =
                (MethodHandles.Lookup)
                        application.loadClass("com.acme.Weather").getMethod("lookup").invoke(null);
        Class<?> hidden = host.defineHiddenClass(trojan, true).lookupClass();
        Caller caller = ask(hidden, "byClient");
        assertEquals("hidden class", caller.what());
        assertEquals("com.acme.Trojan", caller.type());
        assertEquals("com.acme:weather:1.2", caller.library().coordinates());
        assertEquals("com.acme.Trojan.byClient:8", caller.stack().get(1));
    }

    @Test
    void aProxyOfTheJdksStandsBetweenAndIsNamedWhereThereIsNothingElse() throws Exception {
        Callable<?> connect = callers::find;
        Callable<?> proxy =
                (Callable<?>)
                        Proxy.newProxyInstance(
                                application,
                                new Class<?>[] {Callable.class},
                                (self, method, arguments) -> connect.call());
        Caller caller = (Caller) run(application.loadClass("com.acme.Weather"), "plain", proxy);
        assertEquals("com.acme.Weather", caller.type());
        Caller alone = inThread(() -> (Caller) proxy.call());
        assertEquals("proxy", alone.what());
        assertEquals("java.util.concurrent.Callable", alone.type());
        assertNull(alone.library());
    }

    @Test
    void aGeneratedSubclassIsAProxyOfTheClassThatItStandsFor() throws Exception {
        Class<?> generated = application.loadClass("com.acme.Weather$$SpringCGLIB$$0");
        Caller caller = ask(generated, "plain");
        assertEquals("proxy", caller.what());
        assertEquals("com.acme.Weather", caller.type());
    }

    @Test
    void aScriptIsNamedByItsSourceFileAndComesFromNoLibrary() throws Exception {
        Class<?> script = define(renamed("com/acme/Weather", "Script1"), "Script1.groovy");
        Caller caller = ask(script, "byClient");
        assertEquals("script", caller.what());
        assertEquals("Script1", caller.type());
        assertNull(caller.library());
        assertEquals("unknown", caller.name());
    }

    @Test
    void aWorkerWithNoCodeOfTheApplicationOnItsStackIsUnknown() throws Exception {
        Class<?> type = application.loadClass("okhttp3.Client");
        Caller caller = inThread(() -> ask(type, "call"));
        assertNull(caller.type());
        assertNull(caller.library());
        assertEquals("unknown", caller.name());
        assertEquals("okhttp-jvm-5.1.0.jar", caller.viaName());
        Caller bare = inThread(callers::find);
        assertNull(bare.type());
        assertNull(bare.via());
    }

    @Test
    void aStackIsCutAfterFortyFramesAndTheCallerIsFoundBeneath() throws Exception {
        assertEquals(Caller.LONGEST_STACK, caller("deep").stack().size());
        String deep = CLIENT.replace("return connect.call();", "return down(50, connect);");
        deep =
                deep.replace(
                        "public class Client {",
                        """
                        public class Client {
                            static Object down(int more, java.util.concurrent.Callable<?> connect)
                                    throws Exception {
                                return more == 0 ? connect.call() : down(more - 1, connect);
                            }
                        """);
        Map<String, byte[]> classes = TestJar.compile(folder, deep, WEATHER);
        Path all = new TestJar().classes(classes, "").write(folder.resolve("all.jar"));
        try (URLClassLoader loader = new URLClassLoader(urls(all), PLATFORM)) {
            Caller caller = ask(loader.loadClass("com.acme.Weather"), "byClient");
            assertEquals("com.acme.Weather", caller.type());
            assertEquals(Caller.LONGEST_STACK, caller.stack().size());
            assertTrue(caller.stack().get(39).startsWith("okhttp3.Client.down"));
        }
    }

    /** As the JDK makes them where a method is called by reflection often (JDK 17 and 21). */
    @Test
    void whatTheJdkSpinsForReflectionIsTheJdks() throws Exception {
        Class<?> type = application.loadClass("com.acme.Weather");
        Callable<Caller> connect = callers::find;
        Caller last = null;
        for (int i = 0; i < 50; i++) {
            last = (Caller) run(type, "reflective", connect);
        }
        assertEquals("com.acme.Weather", last.type());
        assertEquals("com.acme.Weather.reflective:28", last.stack().get(1));
    }

    @Test
    void aJarIsReadOnce() throws Exception {
        Library first = library("plain");
        Files.delete(weather);
        assertEquals(first, library("plain"));
    }

    /** Taken for an unknown one, the caller would get round a deny rule. */
    @Test
    void onAFullStackTheCallerIsFoundOrTheAttemptFails() throws Exception {
        Class<?> type = application.loadClass("com.acme.Weather");
        assertEquals("plain", ask(type, "plain").method());
        Object library = inThread(() -> run(type, "plain", () -> overflow(callers::library)));
        assertEquals("com.acme:weather:1.2", ((Library) library).coordinates());
        Object found = inThread(() -> run(type, "plain", () -> overflow(callers::find)));
        assertTrue(found == null || ((Caller) found).method().equals("plain"), "" + found);
    }

    private static Object overflow(Callable<?> ask) throws Exception {
        return overflow(1_000_000, ask);
    }

    /** Asks at the end of the stack, then a frame before, until there is an answer. */
    private static Object overflow(int more, Callable<?> ask) throws Exception {
        try {
            return more == 0 ? "a stack without end" : overflow(more - 1, ask);
        } catch (StackOverflowError full) {
            return ask.call();
        }
    }

    private Caller caller(String method) throws Exception {
        return ask(application.loadClass("com.acme.Weather"), method);
    }

    private Library library(String method) throws Exception {
        Callable<Library> connect = callers::library;
        return (Library) run(application.loadClass("com.acme.Weather"), method, connect);
    }

    private Caller ask(Class<?> type, String method) throws Exception {
        Callable<Caller> connect = callers::find;
        return (Caller) run(type, method, connect);
    }

    private static Object run(Class<?> type, String method, Callable<?> connect) throws Exception {
        return type.getMethod(method, Callable.class).invoke(null, connect);
    }

    private static <T> T inThread(Callable<T> work) throws Exception {
        FutureTask<T> task = new FutureTask<>(work);
        new Thread(task).start();
        return task.get();
    }

    /** A copy of a class by another name. */
    private byte[] renamed(String from, String to) {
        ClassWriter out = new ClassWriter(0);
        new ClassReader(classes.get(from + ".class"))
                .accept(new ClassRemapper(out, new SimpleRemapper(Opcodes.ASM9, from, to)), 0);
        return out.toByteArray();
    }

    /** Defines a class in a loader of its own, from nowhere. */
    private Class<?> define(byte[] bytes, String sourceFile) {
        ClassWriter out = new ClassWriter(0);
        new ClassReader(bytes)
                .accept(
                        new ClassVisitor(Opcodes.ASM9, out) {
                            @Override
                            public void visitSource(String source, String debug) {
                                super.visitSource(sourceFile, debug);
                            }
                        },
                        0);
        byte[] defined = out.toByteArray();
        return new ClassLoader(application) {
            Class<?> define() {
                return defineClass(null, defined, 0, defined.length);
            }
        }.define();
    }

    private static String sha256(Path file) throws Exception {
        return Sha256.of(Files.readAllBytes(file));
    }
}
