package java.net;

import static java.net.SallyportParts.part;

import java.lang.reflect.Method;

/**
 * Ends a stream of Netty's HTTP/2 whose first frame was refused. Vert.x makes the stream before it
 * sends, and looks at what becomes of the stream and not of the write.
 */
final class SallyportHttp2 {
    private static final String HANDLER = "Http2ConnectionHandler";

    private SallyportHttp2() {}

    /** As an error of that stream alone, which leaves the connection to others. */
    static void fail(Object context, int stream, ProtocolException refused) {
        Object handler = part(context, "handler()");
        Class<?> type = handler == null ? null : handler.getClass();
        while (type != null && !type.getName().endsWith('.' + HANDLER)) {
            type = type.getSuperclass();
        }
        if (type == null) {
            return;
        }
        try {
            Object failure = failure(type, stream, refused);
            for (Method method : type.getMethods()) {
                if (method.getName().equals("onError") && method.getParameterCount() == 3) {
                    method.invoke(handler, context, true, failure);
                    return;
                }
            }
        } catch (ReflectiveOperationException | RuntimeException unlike) {
            // What the hook throws is all that its sender learns.
            return;
        }
    }

    /** The exception, of whatever copy of Netty the handler belongs to. */
    private static Object failure(Class<?> type, int stream, ProtocolException refused)
            throws ReflectiveOperationException {
        ClassLoader loader = type.getClassLoader();
        String prefix = type.getName().substring(0, type.getName().length() - HANDLER.length());
        Class<?> exception = Class.forName(prefix + "Http2Exception", true, loader);
        Class<?> error = Class.forName(prefix + "Http2Error", true, loader);
        Method streamError =
                exception.getMethod(
                        "streamError",
                        int.class,
                        error,
                        Throwable.class,
                        String.class,
                        Object[].class);
        Object[] words = {refused.getMessage()};
        return streamError.invoke(
                null, stream, error.getField("CANCEL").get(null), refused, "%s", words);
    }
}
