package dev.sallyport.agent.gate;

import jdk.internal.access.JavaLangAccess;
import jdk.internal.access.SharedSecrets;
import sun.nio.ch.SallyportGate;

/**
 * The one caller of the gate that is not a hook. Compiled beside the gate, but defined in a class
 * loader of its own, to whose unnamed module alone {@code jdk.internal.access} is exported; a copy
 * of this class anywhere else can do nothing.
 */
public final class GateKeeper implements Keeper {
    @Override
    public void open(String gate, Module agent, Module hooked) {
        Module base = Object.class.getModule();
        JavaLangAccess lang = SharedSecrets.getJavaLangAccess();
        lang.addReads(base, agent);
        lang.addExports(base, gate, GateKeeper.class.getModule());
        lang.addExports(base, gate, hooked);
    }

    /** A method handle's lookup could do this too, and reads the class file in Java for it. */
    @Override
    public void define(String name, byte[] bytes) {
        // Without its name the JVM's instrumentation would fail in other agents' transformers.
        SharedSecrets.getJavaLangAccess().defineClass(null, name, bytes, null, null);
    }

    @Override
    public void await(Doors hooks) {
        SallyportGate.await(hooks);
    }

    @Override
    public String selfTest(boolean lookup) {
        return SallyportGate.selfTest(lookup);
    }

    @Override
    public Ground ground() {
        return SallyportGate.ground();
    }

    @Override
    public void arm(Sentry sentry, Alarm alarm) {
        SallyportGate.arm(sentry, alarm);
    }
}
