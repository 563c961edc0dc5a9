package dev.sallyport.agent.hook;

import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.ArrayList;
import java.util.List;

/** Puts the whole table into the running JDK, or says which rows did not go in. */
public final class Hooks {
    private Hooks() {}

    /**
     * Loads every class of the table, retransforms them in one go and counts.
     *
     * @return how many rows were inserted, all that this JDK has
     * @throws MissingHookException a class, a method or a call of the table is not there
     */
    public static int insert(Instrumentation instrumentation, int feature)
            throws MissingHookException {
        List<Hook> rows = HookTable.rows(feature, System.getProperty("jdk.net.hosts.file") != null);
        HookInserter inserter = new HookInserter(rows);
        List<Class<?>> types = new ArrayList<>();
        for (String type : inserter.types()) {
            types.add(loaded(type));
        }
        // Loading before adding: a class that is loaded while another one is being transformed
        // would pass the transformer by.
        instrumentation.addTransformer(inserter, true);
        try {
            instrumentation.retransformClasses(types.toArray(new Class<?>[0]));
        } catch (UnmodifiableClassException | LinkageError refused) {
            throw new MissingHookException("the JVM does not let the JDK be hooked: " + refused);
        }
        List<Hook> missing = inserter.missing();
        if (!missing.isEmpty()) {
            throw new MissingHookException(missing.get(0).target() + " is not as expected");
        }
        return rows.size();
    }

    private static Class<?> loaded(String type) throws MissingHookException {
        try {
            return Class.forName(type.replace('/', '.'), false, null);
        } catch (ClassNotFoundException absent) {
            throw new MissingHookException(type + " is not there");
        }
    }

    /** A row of the table has no counterpart in this JDK. */
    public static final class MissingHookException extends Exception {
        private static final long serialVersionUID = 1;

        MissingHookException(String message) {
            super(message);
        }
    }
}
