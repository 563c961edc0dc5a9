package java.net;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import jdk.internal.misc.Unsafe;

/**
 * Reads what an object of a library's is made of, by the members' names: those stay the same over
 * versions in which types and packages move, and in relocated copies.
 */
final class SallyportParts {
    private static final Types MEMBERS = new Types();

    private SallyportParts() {}

    /**
     * A part of an object.
     *
     * @param whole {@code null} has no parts
     * @param member a field, or with {@code ()} at its end a method without parameters; a constant,
     *     which is looked for by identity
     * @return {@code null} where the object has no such part
     */
    static Object part(Object whole, String member) {
        return whole == null ? null : MEMBERS.get(whole.getClass()).find(member).of(whole);
    }

    /**
     * A part that one place asks for, whose objects are mostly of one class. It holds on to that
     * class: for the JDK's alone, which stay.
     */
    static final class Part {
        private final String[] names;
        private volatile Seen last;

        /**
         * As {@link SallyportParts#part} takes it.
         *
         * @param members constants: the first that a class has is read
         */
        Part(String... members) {
            this.names = members;
        }

        /** {@code null} where the object has no such part. */
        Object of(Object whole) {
            if (whole == null) {
                return null;
            }
            Class<?> type = whole.getClass();
            Seen seen = last;
            if (seen == null || seen.type != type) {
                seen = new Seen(type, find(MEMBERS.get(type)));
                last = seen;
            }
            return seen.member.of(whole);
        }

        private Member find(Members members) {
            Member member = members.find(names[0]);
            for (int i = 1; i < names.length && member.isAbsent(); i++) {
                member = members.find(names[i]);
            }
            return member;
        }
    }

    private static final class Seen {
        private final Class<?> type;
        private final Member member;

        Seen(Class<?> type, Member member) {
            this.type = type;
            this.member = member;
        }
    }

    /**
     * Tells an object something, if it has such a method.
     *
     * @param method takes a {@code Throwable}
     */
    static void tell(Object whole, String method, Throwable what) {
        if (whole == null) {
            return;
        }
        try {
            Method told = whole.getClass().getMethod(method, Throwable.class);
            told.setAccessible(true);
            told.invoke(whole, what);
        } catch (ReflectiveOperationException unlike) {
            // Whoever sent the request learns it by its promise alone.
            return;
        }
    }

    private static final class Types extends ClassValue<Members> {
        @Override
        protected Members computeValue(Class<?> type) {
            return new Members(type);
        }
    }

    /** Those of one class that somebody has asked for; few. */
    private static final class Members {
        private final Class<?> type;
        private volatile Member[] found = {};

        Members(Class<?> type) {
            this.type = type;
        }

        @SuppressWarnings("ReferenceEquality")
        Member find(String name) {
            Member[] known = found;
            for (int i = 0; i < known.length; i++) {
                if (known[i].name == name) {
                    return known[i];
                }
            }
            Member member = new Member(name, lookUp(name));
            Member[] more = new Member[known.length + 1];
            System.arraycopy(known, 0, more, 0, known.length);
            more[known.length] = member;
            found = more;
            return member;
        }

        private AccessibleObject lookUp(String name) {
            boolean isMethod = name.endsWith("()");
            String plain = isMethod ? name.substring(0, name.length() - 2) : name;
            for (Class<?> at = type; at != null; at = at.getSuperclass()) {
                AccessibleObject declared = isMethod ? method(at, plain) : field(at, plain);
                if (declared != null) {
                    return declared;
                }
            }
            return isMethod ? inherited(plain) : null;
        }

        /** A default method of an interface's. */
        private AccessibleObject inherited(String name) {
            try {
                return accessible(type.getMethod(name));
            } catch (NoSuchMethodException | RuntimeException | LinkageError absent) {
                return null;
            }
        }

        private static AccessibleObject method(Class<?> type, String name) {
            try {
                return accessible(type.getDeclaredMethod(name));
            } catch (NoSuchMethodException | RuntimeException | LinkageError absent) {
                return null;
            }
        }

        private static AccessibleObject field(Class<?> type, String name) {
            try {
                return accessible(type.getDeclaredField(name));
            } catch (NoSuchFieldException | RuntimeException | LinkageError absent) {
                return null;
            }
        }

        private static AccessibleObject accessible(AccessibleObject member) {
            member.setAccessible(true);
            return member;
        }
    }

    private static final class Member {
        private static final Unsafe MEMORY = Unsafe.getUnsafe();
        private static final long NONE = -1;

        private final String name;

        /** {@code null} where the class has none of that name. */
        private final AccessibleObject member;

        /** Where an object has it that the field refers to: read so, it costs a tenth. */
        private final long offset;

        Member(String name, AccessibleObject member) {
            this.name = name;
            this.member = member;
            this.offset = offset(member);
        }

        private static long offset(AccessibleObject member) {
            if (!(member instanceof Field)) {
                return NONE;
            }
            Field field = (Field) member;
            return field.getType().isPrimitive() || Modifier.isStatic(field.getModifiers())
                    ? NONE
                    : MEMORY.objectFieldOffset(field);
        }

        boolean isAbsent() {
            return member == null;
        }

        /** Of an object of the class that it was found for. */
        Object of(Object whole) {
            if (offset != NONE) {
                return MEMORY.getReferenceVolatile(whole, offset);
            }
            try {
                if (member instanceof Method) {
                    return ((Method) member).invoke(whole);
                }
                return member == null ? null : ((Field) member).get(whole);
            } catch (IllegalAccessException | InvocationTargetException unreadable) {
                return null;
            }
        }
    }
}
