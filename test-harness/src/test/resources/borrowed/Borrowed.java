package borrowed;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;

/** Calls the C library as a class of a module of the JDK, which anyone can make it. */
public class Borrowed implements Runnable {
    @Override
    public void run() {
        Linker linker = Linker.nativeLinker();
        linker.downcallHandle(
                linker.defaultLookup().find("getpid").get(),
                FunctionDescriptor.of(ValueLayout.JAVA_INT));
    }
}
