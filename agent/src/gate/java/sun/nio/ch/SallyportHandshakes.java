package sun.nio.ch;

import dev.sallyport.agent.gate.Greeting;
import dev.sallyport.agent.gate.Sentry;
import java.lang.reflect.Field;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Set;
import jdk.internal.reflect.Reflection;
import sun.security.util.HostnameChecker;
import sun.security.x509.X509CertImpl;

/**
 * Looks at what the JDK's TLS has verified as a client. Called at the end of each handshake, once
 * one connection has no other name than that of its handshake.
 *
 * <p>Its classes are not visible here, so their parts are read by their names; where one is missing
 * this class cannot be initialised, and nothing is hooked.
 */
public final class SallyportHandshakes {
    private static final String TLS = "sun.security.ssl.";

    private static final Field HELLO_RANDOM = field("HandshakeContext", "clientHelloRandom");
    private static final Field RANDOM_BYTES = field("RandomCookie", "randomBytes");
    private static final Field CONTEXT = field("HandshakeContext", "sslContext");
    private static final Field TRUST = field("SSLContextImpl", "trustManager");
    private static final Field SESSION = field("HandshakeContext", "handshakeSession");
    private static final Field IDENTIFICATION = field("SSLSessionImpl", "identificationProtocol");
    private static final Field PEER = field("SSLSessionImpl", "peerCerts");

    /**
     * The only one that is known to verify. Not the JDK's wrapper of an application's plain trust
     * manager: it compares names, but whom to trust the application says.
     */
    private static final Class<?> OWN_TRUST = type("X509TrustManagerImpl");

    static {
        Set<String> everything = Set.of("*");
        Reflection.registerFieldsToFilter(SallyportHandshakes.class, everything);
        Reflection.registerMethodsToFilter(SallyportHandshakes.class, everything);
    }

    private SallyportHandshakes() {}

    private static Class<?> type(String name) {
        try {
            return Class.forName(TLS + name, false, null);
        } catch (ClassNotFoundException changed) {
            throw new IllegalStateException(changed);
        }
    }

    private static Field field(String type, String name) {
        try {
            Field field = type(type).getDeclaredField(name);
            field.setAccessible(true);
            return field;
        } catch (NoSuchFieldException changed) {
            throw new IllegalStateException(changed);
        }
    }

    /**
     * Return of {@code onConsumeFinished}, a client's: the peer has the key of the certificate that
     * was verified. Nothing that happens in here may make the handshake fail.
     *
     * @param context a {@code ClientHandshakeContext}
     */
    public static void finished(Object context) {
        try {
            Sentry guard = SallyportGate.sentry();
            Object random = HELLO_RANDOM.get(context);
            Greeting greeting =
                    guard == null || random == null
                            ? null
                            : guard.greeting((byte[]) RANDOM_BYTES.get(random));
            if (greeting != null && isVerified(context, greeting.serverName())) {
                greeting.verified();
            }
        } catch (Throwable unlike) {
            // It stays without a name.
            return;
        }
    }

    private static boolean isVerified(Object context, String name) throws IllegalAccessException {
        Object session = SESSION.get(context);
        Object trust = TRUST.get(CONTEXT.get(context));
        if (session == null || trust == null || trust.getClass() != OWN_TRUST) {
            return false;
        }
        Object identified = IDENTIFICATION.get(session);
        X509Certificate[] chain = (X509Certificate[]) PEER.get(session);
        return ("HTTPS".equalsIgnoreCase((String) identified)
                        || "LDAPS".equalsIgnoreCase((String) identified))
                && chain != null
                && chain.length > 0
                && isFor(chain[0], name);
    }

    /**
     * JSSE also takes a certificate for the host that it was given, so that its word is not enough.
     * A certificate of another provider's class could say that it is for any name.
     */
    private static boolean isFor(X509Certificate leaf, String name) {
        if (leaf.getClass() != X509CertImpl.class) {
            return false;
        }
        try {
            HostnameChecker.getInstance(HostnameChecker.TYPE_TLS).match(name, leaf);
            return true;
        } catch (CertificateException another) {
            return false;
        }
    }
}
