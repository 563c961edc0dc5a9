package dev.sallyport.harness.guard;

import java.lang.invoke.MethodHandles;
import java.nio.file.Files;
import java.nio.file.Path;

/** Defines a class in an open package of the JDK, and runs it. */
public final class Borrower {
    private Borrower() {}

    /**
     * Runs it.
     *
     * @param arguments a class of that package, and the class file
     */
    public static void main(String[] arguments) throws Exception {
        MethodHandles.Lookup lookup =
                MethodHandles.privateLookupIn(Class.forName(arguments[0]), MethodHandles.lookup());
        Class<?> borrowed = lookup.defineClass(Files.readAllBytes(Path.of(arguments[1])));
        Runnable action = (Runnable) borrowed.getDeclaredConstructor().newInstance();
        try {
            action.run();
            System.out.println("ok\tcalled\t");
        } catch (IllegalCallerException refused) {
            System.out.println("failed\tIllegalCallerException\t" + refused.getMessage());
        }
    }
}
