package dev.sallyport.harness.evasion;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Provider;
import java.security.Security;
import javax.smartcardio.TerminalFactory;
import org.ietf.jgss.GSSManager;

/** Native code by every door that the JDK has; the library makes the goal's marker by itself. */
final class NativeLibraries {
    private static final String LOADER = "--add-opens=java.base/jdk.internal.loader=ALL-UNNAMED";
    private static final String LANG = "--add-opens=java.base/java.lang=ALL-UNNAMED";
    private static final String EVERYTHING = "a listed foreign function is every one";

    private NativeLibraries() {}

    @Technique(value = "System.load", door = Door.NATIVE)
    static void load(Goal goal) {
        System.load(goal.library().toString());
    }

    @Technique(value = "Runtime.load", door = Door.NATIVE)
    static void runtime(Goal goal) {
        Runtime.getRuntime().load(goal.library().toString());
    }

    @Technique(
            value = "System.loadLibrary with java.library.path",
            door = Door.NATIVE,
            flags = "-Djava.library.path={folder}",
            alone = true)
    static void libraryPath(Goal goal) {
        System.loadLibrary(goal.library().getFileName().toString().replaceAll("^lib|\\.so$", ""));
    }

    @Technique(value = "System.load by a link", door = Door.NATIVE)
    static void link(Goal goal) throws IOException {
        Path link = goal.folder().resolve("liblink.so");
        System.load(Files.createSymbolicLink(link, goal.library()).toString());
    }

    @Technique(
            value = "System.load by a link that has the JDK's own library's name",
            door = Door.NATIVE)
    static void jdkName(Goal goal) throws IOException {
        Path lib = Files.createDirectories(goal.folder().resolve("lib"));
        System.load(
                Files.createSymbolicLink(lib.resolve("libprefs.so"), goal.library()).toString());
    }

    @Technique(value = "System.load by a MethodHandle", door = Door.NATIVE)
    static void handle(Goal goal) throws Throwable {
        MethodHandles.lookup()
                .findStatic(System.class, "load", MethodType.methodType(void.class, String.class))
                .invoke(goal.library().toString());
    }

    @Technique(value = "a class loader's findLibrary", door = Door.NATIVE)
    static void findLibrary(Goal goal) throws Exception {
        Class<?> type = new Loader(goal.library()).loadClass(Needy.class.getName());
        type.getDeclaredConstructor().newInstance();
    }

    /** Wants a library as it is initialised. */
    public static final class Needy implements Runnable {
        static {
            System.loadLibrary("needed");
        }

        public Needy() {}

        @Override
        public void run() {
            throw new UnsupportedOperationException();
        }
    }

    private static final class Loader extends ClassLoader {
        private final Path library;

        Loader(Path library) {
            this.library = library;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.equals(Needy.class.getName())) {
                return super.loadClass(name, resolve);
            }
            String file = name.substring(name.lastIndexOf('.') + 1) + ".class";
            try (InputStream in = NativeLibraries.class.getResourceAsStream(file)) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        protected String findLibrary(String name) {
            return name.equals("needed") ? library.toString() : null;
        }
    }

    @Technique(
            value = "another library copied over a listed one",
            door = Door.NATIVE,
            kind = Kind.TAMPERING)
    static void copyOverListed(Goal goal) throws IOException {
        Path listed = goal.path("listed-library");
        Files.deleteIfExists(listed);
        Files.copy(goal.library(), listed);
        System.load(listed.toString());
    }

    @Technique(value = "SunPKCS11 provider", door = Door.NATIVE, alone = true)
    static void pkcs11(Goal goal) throws IOException {
        configure(goal, "name=x\nlibrary=" + goal.library() + "\n");
    }

    @Technique(value = "NSS by SunPKCS11", door = Door.NATIVE, alone = true)
    static void nss(Goal goal) throws IOException {
        Path nss = goal.folder().resolve("libnss3.so");
        Files.copy(goal.library(), nss);
        configure(goal, "name=x\nnssLibraryDirectory=" + goal.folder() + "\nnssDbMode=noDb\n");
    }

    private static void configure(Goal goal, String text) throws IOException {
        Path file = Files.writeString(goal.folder().resolve("pkcs11.cfg"), text);
        Provider provider = Security.getProvider("SunPKCS11");
        Security.addProvider(provider.configure(file.toString()));
    }

    @Technique(value = "native GSS library, named at run time", door = Door.NATIVE, alone = true)
    static void jgss(Goal goal) {
        System.setProperty("sun.security.jgss.native", "true");
        System.setProperty("sun.security.jgss.lib", goal.library().toString());
        GSSManager.getInstance().getMechs();
    }

    @Technique(
            value = "smart card library, named at run time",
            door = Door.NATIVE,
            mayLack = "Debian's JDK 17 is linked to its library",
            alone = true)
    static void smartCard(Goal goal) throws Exception {
        System.setProperty("sun.security.smartcardio.library", goal.library().toString());
        TerminalFactory.getInstance("PC/SC", null).terminals().list();
    }

    @Technique(
            value = "Runtime.load0, opened",
            door = Door.NATIVE,
            kind = Kind.REFLECTION,
            flags = LANG)
    static void load0(Goal goal) throws Exception {
        Method load = Runtime.class.getDeclaredMethod("load0", Class.class, String.class);
        load.setAccessible(true);
        load.invoke(Runtime.getRuntime(), Goal.class, goal.library().toString());
    }

    @Technique(
            value = "raw native libraries, opened",
            door = Door.NATIVE,
            kind = Kind.REFLECTION,
            flags = LOADER)
    static void raw(Goal goal) throws Exception {
        if (Runtime.version().feature() < 21) {
            Class<?> type = Class.forName("jdk.internal.loader.NativeLibraries");
            Object raw =
                    type.getMethod("rawNativeLibraries", Class.class, boolean.class)
                            .invoke(null, Object.class, true);
            type.getMethod("loadLibrary", Class.class, java.io.File.class)
                    .invoke(raw, Object.class, goal.library().toFile());
        } else {
            Class<?> type = Class.forName("jdk.internal.loader.RawNativeLibraries");
            Object raw =
                    type.getMethod("newInstance", MethodHandles.Lookup.class)
                            .invoke(null, Insides.trusted().in(Object.class));
            type.getMethod("load", String.class).invoke(raw, goal.library().toString());
        }
    }

    @Technique(
            value = "NativeLibraries.load, its native method",
            heldBy = "hidden from reflection",
            door = Door.NATIVE,
            kind = Kind.REFLECTION,
            flags = LOADER,
            noTwin = "no honest program does this")
    static void nativeLoad(Goal goal) throws Exception {
        Class<?> impl = Class.forName("jdk.internal.loader.NativeLibraries$NativeLibraryImpl");
        for (Method method :
                Class.forName("jdk.internal.loader.NativeLibraries").getDeclaredMethods()) {
            if (method.getName().equals("load")
                    && java.lang.reflect.Modifier.isNative(method.getModifiers())) {
                method.setAccessible(true);
                Object[] arguments = new Object[method.getParameterCount()];
                java.util.Arrays.fill(arguments, false);
                arguments[0] = Insides.unsafe("allocateInstance", impl);
                arguments[1] = goal.library().toString();
                method.invoke(null, arguments);
            }
        }
    }

    // ---- foreign functions: jdk.incubator.foreign on 17, java.lang.foreign on 22 on

    private static final String ADD = "--add-modules=jdk.incubator.foreign";
    private static final String ENABLE = "--enable-native-access=ALL-UNNAMED";

    private static void foreign(String function, Object... arguments) throws Exception {
        for (Method method : Class.forName("evasion.Foreign").getMethods()) {
            if (method.getName().equals(function)) {
                method.invoke(null, arguments);
            }
        }
    }

    @Technique(
            value = "java.lang.foreign: SymbolLookup.libraryLookup",
            door = Door.NATIVE,
            from = 22,
            with = Extra.FOREIGN)
    static void libraryLookup(Goal goal) throws Exception {
        foreign("lookup", goal.library().toString());
    }

    @Technique(
            value = "java.lang.foreign: dlopen",
            door = Door.NATIVE,
            from = 22,
            with = Extra.FOREIGN,
            noTwin = EVERYTHING)
    static void dlopen(Goal goal) throws Exception {
        foreign("dlopen", goal.library().toString());
    }

    @Technique(
            value = "java.lang.foreign: connect",
            from = 22,
            with = Extra.FOREIGN,
            noTwin = EVERYTHING)
    static void connect(Goal goal) throws Exception {
        foreign("connect", goal.address().getAddress(), goal.tcp());
    }

    @Technique(
            value = "java.lang.foreign: connect, with native access enabled",
            from = 22,
            flags = ENABLE,
            with = Extra.FOREIGN,
            noTwin = EVERYTHING,
            alone = true)
    static void connectEnabled(Goal goal) throws Exception {
        foreign("connect", goal.address().getAddress(), goal.tcp());
    }

    @Technique(
            value = "java.lang.foreign: system",
            door = Door.PROCESS,
            from = 22,
            with = Extra.FOREIGN,
            noTwin = EVERYTHING)
    static void system(Goal goal) throws Exception {
        foreign("system", String.join(" ", goal.command()));
    }

    @Technique(
            value = "jdk.incubator.foreign: dlopen",
            door = Door.NATIVE,
            to = 17,
            flags = {ADD, ENABLE},
            with = Extra.FOREIGN,
            noTwin = EVERYTHING,
            alone = true)
    static void incubatorDlopen(Goal goal) throws Exception {
        foreign("dlopen", goal.library().toString());
    }

    @Technique(
            value = "jdk.incubator.foreign: connect",
            to = 17,
            flags = {ADD, ENABLE},
            with = Extra.FOREIGN,
            noTwin = EVERYTHING,
            alone = true)
    static void incubatorConnect(Goal goal) throws Exception {
        foreign("connect", goal.address().getAddress(), goal.tcp());
    }

    @Technique(
            value = "jdk.incubator.foreign: system",
            door = Door.PROCESS,
            to = 17,
            flags = {ADD, ENABLE},
            with = Extra.FOREIGN,
            noTwin = EVERYTHING,
            alone = true)
    static void incubatorSystem(Goal goal) throws Exception {
        foreign("system", String.join(" ", goal.command()));
    }
}
