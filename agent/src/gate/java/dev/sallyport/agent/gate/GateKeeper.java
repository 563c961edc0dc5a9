package dev.sallyport.agent.gate;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import sun.nio.ch.SallyportGate;

/**
 * The one caller of the gate that is not a hook. Compiled beside the gate, but defined in a class
 * loader of its own, to whose unnamed module alone {@code sun.nio.ch} is opened; a copy of this
 * class anywhere else can do nothing.
 */
public final class GateKeeper implements Keeper {
    @Override
    public void define(Class<?> neighbour, byte[] bytes) throws IllegalAccessException {
        MethodHandles.privateLookupIn(neighbour, MethodHandles.lookup()).defineClass(bytes);
    }

    @Override
    public String selfTest() throws IOException {
        return SallyportGate.selfTest();
    }

    @Override
    public Ground ground() {
        return SallyportGate.ground();
    }

    @Override
    public void arm(Sentry sentry) {
        SallyportGate.arm(sentry);
    }
}
