package dev.sallyport.harness.evasion;

import java.lang.reflect.Method;
import java.util.List;

/** As {@link Attack}, with techniques that need the libraries of these tests. */
public final class ClientAttack {
    private ClientAttack() {}

    public static void main(String[] arguments) throws Exception {
        Attack.main(techniques(), arguments);
    }

    static List<Method> techniques() {
        return Techniques.of(BorrowedConnections.class).toList();
    }
}
