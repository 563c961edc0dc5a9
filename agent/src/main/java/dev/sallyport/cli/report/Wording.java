package dev.sallyport.cli.report;

import dev.sallyport.cli.text.ShownCalls;
import dev.sallyport.event.Activity;
import dev.sallyport.event.Caller;
import dev.sallyport.event.Certainty;
import dev.sallyport.event.HttpRequest;
import dev.sallyport.event.Library;
import dev.sallyport.event.Target;
import dev.sallyport.event.ToolCalls;
import java.util.Collection;

/**
 * Facts of events in words, the same in every rendering, raw: each rendering escapes for itself.
 */
public final class Wording {
    private static final String SNI =
            "the name is proved by sni, by a certificate that the server trusts";

    private Wording() {}

    static String destination(Activity activity, Target target) {
        String display = target.display();
        return switch (activity) {
            case LOOKUP -> "look-up of " + display;
            case REVERSE_LOOKUP -> "reverse look-up of " + display;
            case PROCESS -> "program " + display;
            case NATIVE_LIBRARY -> "native library " + display;
            case AGENT -> "late agent " + display;
            case MAIN_JAR -> "main jar " + display;
            case TAMPERING -> "tampering with " + display;
            case REQUEST -> request(target.request()) + display;
            default -> display;
        };
    }

    private static String request(HttpRequest request) {
        String method = request == null ? null : request.method();
        return method == null ? "request to " : method + " to ";
    }

    /**
     * How a name was proved.
     *
     * @param serverNames that handshakes have proved for the address
     */
    static String nameProof(Activity activity, Target target, Collection<String> serverNames) {
        if (activity == Activity.LOOKUP) {
            return "the name itself was asked for";
        }
        if (activity != Activity.CONNECT) {
            return null;
        }
        if (target.name() == null) {
            return serverNames.isEmpty()
                    ? "no name is known for the address"
                    : SNI + ": " + String.join(", ", serverNames);
        }
        if ("proxy-target".equals(target.nameSource())) {
            return "a listed proxy was asked for the name, and resolves it";
        }
        if (target.nameSource() != null && !target.nameSource().equals("none")) {
            return "the name is proved by " + target.nameSource();
        }
        return serverNames.contains(target.name())
                ? "no look-up gave this address; " + SNI
                : "the name is only claimed; no look-up gave this address";
    }

    /** Beside an address; empty where there is none. */
    static String sni(Collection<String> serverNames) {
        return serverNames.isEmpty() ? "" : " (sni " + String.join(", ", serverNames) + ")";
    }

    /** The tool calls, and how sure it is that they are the ones. */
    static String calls(ToolCalls calls) {
        String exact = calls.certainty() == Certainty.EXACT ? " (exact)" : "";
        return ShownCalls.text(calls) + exact;
    }

    /** The library, with the one that connected for it; {@code null} where nobody looked. */
    static String caller(Caller caller) {
        if (caller == null) {
            return null;
        }
        String via = caller.viaName();
        return via == null ? caller.name() : caller.name() + " via " + via;
    }

    /** Class, method and line, and how it is known; {@code null} where there is none. */
    static String frame(Caller caller) {
        if (caller == null || caller.type() == null) {
            return null;
        }
        String line = caller.line() > 0 ? ":" + caller.line() : "";
        return caller.type()
                + "."
                + caller.method()
                + line
                + (caller.handedOver() ? " (handed the work to another thread)" : "");
    }

    /** {@code okhttp-jvm-5.1.0.jar, SHA-256 0123…}; {@code null} where it comes from no jar. */
    static String jar(Library library) {
        if (library == null) {
            return null;
        }
        return library.sha256() == null
                ? library.jar()
                : library.jar() + ", SHA-256 " + library.sha256();
    }

    public static String counted(long number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }
}
