package dev.sallyport.policy;

import java.util.StringTokenizer;

/**
 * The small helper programs that well-known libraries run while they initialise, under a name that
 * a policy can list. A program is allowed with just the arguments that the library gives it: {@code
 * ldd} for one runs what it is given.
 *
 * <p>Seen with the libraries' releases of 2026-11 on Linux x64, in learning runs on JDK 17 and 25.
 */
public enum Preset {
    /** JNA 5.18: where the system's libraries lie. */
    JNA("jna", "ldconfig -p"),
    /** OSHI 6.9, which is built on JNA. */
    OSHI("oshi", "ldconfig -p\nuname -o"),
    /** sqlite-jdbc 3.51, snappy-java on ARM: is this Android, which ARM is it. */
    SQLITE_JDBC("sqlite-jdbc", "uname -o\nuname -m"),
    /** AWS CRT 0.40: which C library the JVM is linked to. */
    AWS_CRT("aws-crt", "ldd {java}"),
    /** RocksDB 10.4: the same. */
    ROCKSDB("rocksdb", "env sh -c ldd /usr/bin/env | grep -q musl");

    private static final String[] FOLDERS = {"/usr/bin/", "/bin/", "/usr/sbin/", "/sbin/"};
    private static final String JAVA = "{java}";
    private static final Preset[] ALL = values();

    private final String wire;
    private final String commands;

    /**
     * Of a library.
     *
     * @param commands one a line
     */
    Preset(String wire, String commands) {
        this.wire = wire;
        this.commands = commands;
    }

    /** The preset of that name, or {@code null}. */
    public static Preset named(String wire) {
        for (Preset preset : ALL) {
            if (preset.wire.equals(wire)) {
                return preset;
            }
        }
        return null;
    }

    /** All names there are. */
    static String[] names() {
        String[] names = new String[ALL.length];
        for (int i = 0; i < names.length; i++) {
            names[i] = ALL[i].wire;
        }
        return names;
    }

    /** How many helpers the library has. */
    public int size() {
        return new StringTokenizer(commands, "\n").countTokens();
    }

    /**
     * Whether this is one of the library's helpers.
     *
     * @param program real path
     * @param arguments in one line
     * @param java path of the program that runs this JVM
     */
    public boolean allows(String program, String arguments, String java) {
        StringTokenizer lines = new StringTokenizer(commands, "\n");
        while (lines.hasMoreTokens()) {
            String command = lines.nextToken();
            int blank = command.indexOf(' ');
            if (command.substring(blank + 1).replace(JAVA, java).equals(arguments)
                    && isSystems(program, command.substring(0, blank))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isSystems(String program, String name) {
        for (String folder : FOLDERS) {
            if (program.equals(folder + name)) {
                return true;
            }
        }
        return false;
    }

    /** As policies name it. */
    @Override
    public String toString() {
        return wire;
    }
}
