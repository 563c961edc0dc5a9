package dev.sallyport.agent.attribution;

import dev.sallyport.event.Caller;
import dev.sallyport.event.Library;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The present thread's stack, from the connection down to whom it is made for. For one walk.
 *
 * <p>Hidden frames are asked for: the methods of a hidden class are such, and a trojan could take
 * itself off the stack by defining one.
 */
final class CallStack implements Consumer<StackWalker.StackFrame> {
    /** Characters of a class's or method's name; they may have tens of thousands. */
    private static final int LONGEST_NAME = 256;

    private final Frames frames = new Frames();
    private final Libraries libraries;
    private final List<StackWalker.StackFrame> kept = new ArrayList<>(Caller.LONGEST_STACK);
    private StackWalker.StackFrame caller;
    private StackWalker.StackFrame proxy;
    private Class<?> via;
    private Library library;

    private CallStack(Libraries libraries) {
        this.libraries = libraries;
    }

    static CallStack ofThisThread(Libraries libraries) {
        CallStack stack = new CallStack(libraries);
        StackWalker.getInstance(
                        Set.of(
                                StackWalker.Option.RETAIN_CLASS_REFERENCE,
                                StackWalker.Option.SHOW_HIDDEN_FRAMES))
                .forEach(stack);
        return stack;
    }

    @Override
    public void accept(StackWalker.StackFrame frame) {
        if (caller != null && kept.size() == Caller.LONGEST_STACK) {
            return;
        }
        Class<?> type = frame.getDeclaringClass();
        if (Frames.isMachinery(type) || frames.isOwn(type)) {
            return;
        }
        boolean jdk = frames.isJdk(type);
        if (kept.size() < Caller.LONGEST_STACK && !(jdk && type.isHidden())) {
            kept.add(frame);
        }
        if (caller == null && !jdk) {
            classify(frame, type);
        }
    }

    private void classify(StackWalker.StackFrame frame, Class<?> type) {
        if (Plumbing.is(type.getName())) {
            via = via == null ? type : via;
        } else if (Frames.isProxy(type) || isOfBuild(type)) {
            proxy = proxy == null ? frame : proxy;
        } else {
            caller = frame;
            library = libraries.of(type);
        }
    }

    /** What Quarkus' build has generated hands on calls, and lies in a jar of its own. */
    private static boolean isOfBuild(Class<?> type) {
        String from = Location.key(type);
        return from != null && from.endsWith("/quarkus/generated-bytecode.jar");
    }

    /** The caller's; {@code null} where it is not known. */
    Library library() {
        return library;
    }

    /** All that is recorded. */
    Caller caller() {
        List<String> stack = new ArrayList<>(kept.size());
        for (int i = 0; i < kept.size(); i++) {
            stack.add(text(kept.get(i)));
        }
        Library nearest = via == null ? null : libraries.of(via);
        StackWalker.StackFrame named = caller == null ? proxy : caller;
        if (named == null) {
            return new Caller(null, null, null, 0, null, nearest, false, stack);
        }
        Class<?> type = named.getDeclaringClass();
        Kind kind = Kind.of(named);
        return new Caller(
                kind.wire(),
                cut(kind.name(type)),
                cut(named.getMethodName()),
                Math.max(0, named.getLineNumber()),
                library,
                nearest,
                false,
                stack);
    }

    private static String text(StackWalker.StackFrame frame) {
        String at = cut(Kind.visible(frame.getClassName())) + "." + cut(frame.getMethodName());
        int line = frame.getLineNumber();
        return line > 0 ? at + ":" + line : at;
    }

    private static String cut(String name) {
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "...";
    }
}
