package dev.sallyport.agent.hook;

/** An operating system whose JDKs the table of hooks knows. */
public enum OperatingSystem {
    LINUX("Linux"),
    MACOS("Mac OS X");

    private final String property;

    OperatingSystem(String property) {
        this.property = property;
    }

    /**
     * The one of that name; {@code null} for any other. Windows is another one: its {@code
     * AsynchronousSocketChannel} does not pass {@code Net.connect}, its processes and files pass
     * none of the methods that are hooked.
     *
     * @param property the system property {@code os.name}
     */
    public static OperatingSystem named(String property) {
        return LINUX.property.equals(property)
                ? LINUX
                : MACOS.property.equals(property) ? MACOS : null;
    }
}
