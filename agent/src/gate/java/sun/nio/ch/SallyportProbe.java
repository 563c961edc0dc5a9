package sun.nio.ch;

import java.io.File;
import java.io.FileDescriptor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.StandardProtocolFamily;
import java.net.UnknownHostException;
import jdk.internal.misc.Unsafe;

/**
 * The self-test: live calls of hooked methods with sentinels that the gate answers, so that none of
 * them reaches a file or the network.
 *
 * <p>A look-up needs {@code InetAddress} initialised and a connect {@code Net}, which together cost
 * a tenth of the start (libraries, security properties, socket options) and which a server may
 * never need. Where nothing has initialised them yet, each call is made at the end of the class's
 * own initialiser, before which nothing in this JVM can look up a name or connect. The call made at
 * the start in any case deletes a file whose name no file can have.
 */
final class SallyportProbe {
    private static final String NAME = "sallyport.self-test.invalid";

    private static volatile File file;
    private static volatile String host;
    private static volatile InetAddress address;

    private SallyportProbe() {}

    /** What did not answer, or {@code null}. */
    static String run(boolean lookup) {
        if (!delete()) {
            return unanswered("file deletion");
        }
        Unsafe jvm = Unsafe.getUnsafe();
        if (lookup) {
            jvm.ensureClassInitialized(InetAddress.class);
        }
        String unanswered =
                jvm.shouldBeInitialized(InetAddress.class) ? null : SallyportGate.network();
        if (unanswered == null && !jvm.shouldBeInitialized(Net.class)) {
            unanswered = connect();
        }
        return unanswered;
    }

    /** What did not answer, or {@code null}. */
    static String lookup() {
        host = NAME;
        try {
            InetAddress.getByName(NAME);
        } catch (UnknownHostException refused) {
            if (NAME.equals(refused.getMessage())) {
                return null;
            }
        } catch (LinkageError unanswered) {
            // Told by what is returned.
        } finally {
            host = null;
        }
        return unanswered("name look-up");
    }

    /** What did not answer, or {@code null}. */
    static String connect() {
        try {
            InetAddress sentinel = InetAddress.getByAddress(null, new byte[] {0, 0, 0, 0});
            address = sentinel;
            Net.connect(StandardProtocolFamily.INET, new FileDescriptor(), sentinel, 7);
        } catch (Answered answered) {
            return null;
        } catch (IOException | LinkageError unanswered) {
            // Told by what is returned.
        } finally {
            address = null;
        }
        return unanswered("TCP connect");
    }

    private static boolean delete() {
        File sentinel = new File("\0");
        file = sentinel;
        try {
            return !sentinel.delete() && file == null;
        } catch (LinkageError unanswered) {
            return false;
        } finally {
            file = null;
        }
    }

    private static String unanswered(String call) {
        return "a live " + call + " did not reach the guard";
    }

    /** Called by the gate's check of a file that is about to be changed. */
    static void answer(File changed) {
        if (changed == file) {
            file = null;
        }
    }

    /** Called by the gate's look-up. */
    static void answer(String wanted) throws UnknownHostException {
        if (host != null && NAME.equals(wanted)) {
            throw new UnknownHostException(NAME);
        }
    }

    /** Called by the gate's TCP connect. */
    static void answer(InetAddress target) throws IOException {
        if (target != null && target == address) {
            throw new Answered();
        }
    }

    /** The self-test's own answer, told apart from any failure of the network. */
    private static final class Answered extends IOException {
        private static final long serialVersionUID = 1;
    }
}
