package java.net;

import jdk.internal.reflect.CallerSensitive;
import jdk.internal.reflect.Reflection;
import sun.nio.ch.SallyportMcp;

/**
 * What MCP libraries' hooks call, and the classes that Sallyport defines beside those libraries
 * (its guests): here calls of the client's begin and end.
 *
 * <p>Every class can call this. Only a guest's or a hooked class's word begins a call; whoever goes
 * to the length of feeding a real MCP library a request of his own making is believed, see
 * SECURITY.md.
 */
public final class SallyportCalls {
    /** Where a reactive chain's context has its call. */
    public static final String CONTEXT_KEY = "dev.sallyport.call";

    private SallyportCalls() {}

    /**
     * Return of what handles a request of the client's: the answer, whose end is the call's.
     *
     * @param answer a {@code reactor.core.publisher.Mono}
     * @param request a {@code McpSchema.JSONRPCRequest}
     */
    @CallerSensitive
    public static Object answered(Object answer, Object request) {
        return SallyportMcp.answered(Reflection.getCallerClass(), answer, request);
    }

    /** The same with the session whose method handles the request. */
    @CallerSensitive
    public static Object answered(Object answer, Object session, Object request) {
        return SallyportMcp.answered(Reflection.getCallerClass(), answer, session, request);
    }

    /**
     * Entry of what handles a request: if it is a call, this thread works for it until {@link
     * #exit}.
     *
     * @param handler whose method it is
     * @param message the request, {@code null} where a coroutine goes on
     */
    @CallerSensitive
    public static void handle(Object handler, Object message) {
        SallyportMcp.handle(Reflection.getCallerClass(), handler, message, null);
    }

    /** The same with what the library knows of the request. */
    @CallerSensitive
    public static void handle(Object handler, Object message, Object context) {
        SallyportMcp.handle(Reflection.getCallerClass(), handler, message, context);
    }

    /** Entry of a coroutine, after {@link #handle}: who is told of its end. */
    @CallerSensitive
    public static Object continued(Object continuation) {
        return SallyportMcp.continued(Reflection.getCallerClass(), continuation);
    }

    /** Return of what handles a request: what it returns in the answer's place. */
    @CallerSensitive
    public static Object exit(Object answer, Object handler) {
        return SallyportMcp.exit(Reflection.getCallerClass(), answer, handler);
    }

    /** What handles a request has thrown an exception: there will be no answer. */
    @CallerSensitive
    public static void exit(Object handler) {
        SallyportMcp.fail(Reflection.getCallerClass(), handler);
    }

    /** Entry of what cancels a call, or ends a connection. */
    @CallerSensitive
    public static void dropped(Object message) {
        SallyportMcp.dropped(Reflection.getCallerClass(), message, null);
    }

    /** The same with what the library knows of the message. */
    @CallerSensitive
    public static void dropped(Object message, Object context) {
        SallyportMcp.dropped(Reflection.getCallerClass(), message, context);
    }

    /**
     * Begins a call, for guests.
     *
     * @param method the JSON-RPC request's, as {@code tools/call}
     * @param name of the tool, resource or prompt; {@code null} where the request names none
     * @param id the request's
     * @return what {@link #enter} and {@link #end} take; {@code null} where it is no call
     */
    @CallerSensitive
    public static Object begin(String method, String name, String id) {
        return SallyportMcp.begin(Reflection.getCallerClass(), method, name, id);
    }

    /**
     * This thread works for the call from now on, until it calls {@link #leave}; for guests.
     *
     * @param owner whom to name there
     */
    @CallerSensitive
    public static void enter(Object owner, Object call) {
        SallyportMcp.enter(Reflection.getCallerClass(), owner, call);
    }

    /** The end of what {@link #enter} began, for guests. */
    @CallerSensitive
    public static void leave(Object owner) {
        SallyportMcp.leave(Reflection.getCallerClass(), owner);
    }

    /**
     * The call that began with the handling of this request, for guests; whoever takes it ends it.
     *
     * @return {@code null} where none was, or somebody has it
     */
    @CallerSensitive
    public static Object begun() {
        return SallyportMcp.begun(Reflection.getCallerClass());
    }

    /** The call is over, for guests; more than once is nothing. */
    @CallerSensitive
    public static void end(Object call) {
        SallyportMcp.end(Reflection.getCallerClass(), call);
    }

    /**
     * What the server and its client say of themselves when they meet, for guests.
     *
     * @param facts pairs of name and value, values {@code null} where they are not known
     */
    @CallerSensitive
    public static void met(String... facts) {
        SallyportMcp.met(Reflection.getCallerClass(), facts);
    }
}
