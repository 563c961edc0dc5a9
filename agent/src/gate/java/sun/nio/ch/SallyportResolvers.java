package sun.nio.ch;

import dev.sallyport.agent.gate.Sentry;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.util.Iterator;
import java.util.ServiceLoader;

/**
 * What answers the JDK's look-ups in the built-in resolver's place: a provider out of some jar, or
 * a hosts file that was named at run time. Their answers prove names only where the policy lists
 * them.
 *
 * <p>The JDK settles it at its first look-up, and so does this.
 */
public final class SallyportResolvers {
    private static final String PROVIDER = "java.net.spi.InetAddressResolverProvider";

    /** Whether it was found out, and what came of it. */
    private static volatile Boolean listed;

    private SallyportResolvers() {}

    /** Return of {@code getAddressesFromNameService}, through which every look-up goes. */
    public static InetAddress[] answered(InetAddress[] answer, String host) {
        Sentry guard = SallyportGate.sentry();
        if (guard != null && answer != null && guard.listsResolvers() && isListed(guard)) {
            SallyportGate.resolved(answer, host);
        }
        return answer;
    }

    private static boolean isListed(Sentry guard) {
        Boolean known = listed;
        if (known == null) {
            try {
                known = find(guard);
            } catch (ReflectiveOperationException | IOException unknown) {
                known = Boolean.FALSE;
            }
            listed = known;
        }
        return known;
    }

    private static boolean find(Sentry guard) throws ReflectiveOperationException, IOException {
        Object resolver = resolver();
        String type = resolver.getClass().getName();
        if (type.startsWith("java.net.InetAddress$HostsFile")) {
            Field path = resolver.getClass().getDeclaredField("hostsFile");
            path.setAccessible(true);
            return guard.bindsHostsFile(new File((String) path.get(resolver)).getCanonicalPath());
        }
        return resolver.getClass().getClassLoader() != null && guard.bindsProvider(provider());
    }

    /** JDK 17 has a field, later ones a method, which is set by now. */
    private static Object resolver() throws ReflectiveOperationException {
        try {
            Method method = InetAddress.class.getDeclaredMethod("resolver");
            method.setAccessible(true);
            return method.invoke(null);
        } catch (NoSuchMethodException before18) {
            Field field = InetAddress.class.getDeclaredField("nameService");
            field.setAccessible(true);
            return field.get(null);
        }
    }

    /** The class that the JDK took, which is not made a second time. */
    private static String provider() throws ClassNotFoundException {
        Iterator<? extends ServiceLoader.Provider<?>> found =
                ServiceLoader.load(Class.forName(PROVIDER), ClassLoader.getSystemClassLoader())
                        .stream()
                        .iterator();
        return found.hasNext() ? found.next().type().getName() : "";
    }
}
