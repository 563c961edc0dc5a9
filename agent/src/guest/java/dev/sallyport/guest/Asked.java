package dev.sallyport.guest;

import java.lang.reflect.Field;
import java.lang.reflect.Method;

/** An object of a library that a guest is not compiled against: asked by name. */
final class Asked {
    private Asked() {}

    /** What a public method without parameters returns. */
    static Object get(Object object, String method) throws ReflectiveOperationException {
        Method found = object.getClass().getMethod(method);
        found.setAccessible(true);
        return found.invoke(object);
    }

    /** The same of a method that takes a name. */
    static Object get(Object object, String method, String name)
            throws ReflectiveOperationException {
        Method found = object.getClass().getMethod(method, String.class);
        found.setAccessible(true);
        return found.invoke(object, name);
    }

    static boolean is(Object object, String method) throws ReflectiveOperationException {
        return Boolean.TRUE.equals(get(object, method));
    }

    /** What a field of any access holds, of this class or one above it. */
    static Object field(Object object, String name) throws ReflectiveOperationException {
        return field(object, object.getClass(), name);
    }

    /** The same of a static field, where there is no object. */
    static Object field(Object object, Class<?> from, String name)
            throws ReflectiveOperationException {
        for (Class<?> type = from; type != null; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (field.getName().equals(name)) {
                    field.setAccessible(true);
                    return field.get(object);
                }
            }
        }
        throw new NoSuchFieldException(name);
    }
}
