package dev.sallyport.agent.hook;

import dev.sallyport.agent.hook.Hook.Place;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Rows of libraries' classes. These are found by the end of the class's name, so that relocated
 * copies ({@code io.grpc.netty.shaded}) are found as well, and their methods by the types of
 * parameters, which change less between versions than the rest of a signature.
 *
 * <p>Text: ends of class names, each with its rows: method ({@code *} stands for any letters);
 * where; the gate's method. After {@code ?} stands a row that not all versions have, after {@code
 * |} one that those have which lack the row before. Where:
 *
 * <ul>
 *   <li>the types of parameters, of which the gate gets the first, or those after a {@code >}, with
 *       a getter's name after a {@code .}; {@code *} for the first local variable; after a {@code
 *       ^} stand the types of the first parameters, and the gate gets {@code this} before them;
 *   <li>{@code @} before each call of a native method of that name;
 *   <li>{@code =} and a parameter's type: at the method's return, with what it returns; after a
 *       {@code =^} stand the types of the first parameters, and the gate gets {@code this} before
 *       them;
 *   <li>{@code #}: from the method's beginning to its end, of which the gate gets {@code this}, or
 *       the parameter whose types follow;
 *   <li>{@code ~} and the types of the first parameters: the same, with {@code this}, these and
 *       what it returns;
 *   <li>{@code !} and a method: in place of its calls.
 * </ul>
 */
final class LibraryTable {
    private final String[] classes;

    /** The last part of each name: every class that is loaded is looked up, and few are known. */
    private final Set<String> lastParts = new HashSet<>();

    /**
     * A table.
     *
     * @param classes ends of class names and their rows in turn
     */
    LibraryTable(String[] classes) {
        this.classes = classes;
        for (int i = 0; i < classes.length; i += 2) {
            lastParts.add(lastPart(classes[i]));
        }
    }

    private static String lastPart(String type) {
        return type.substring(type.lastIndexOf('/') + 1);
    }

    /** Whether the rows are those of a class with this internal name, whatever it was moved to. */
    boolean knows(String type) {
        return indexOf(type) >= 0;
    }

    private int indexOf(String type) {
        if (!lastParts.contains(lastPart(type))) {
            return -1;
        }
        for (int i = 0; i < classes.length; i += 2) {
            String end = classes[i];
            if (type.endsWith(end)
                    && (type.length() == end.length()
                            || type.charAt(type.length() - end.length() - 1) == '/')) {
                return i;
            }
        }
        return -1;
    }

    /**
     * The rows of a class as they apply to this version of it.
     *
     * @return {@code null} where the class lacks a method that every known version has
     */
    List<Hook> rowsOf(String type, byte[] file) {
        ClassMethods methods = new ClassMethods(new ConstantPool(file));
        List<Hook> rows = new ArrayList<>();
        String table = classes[indexOf(type) + 1];
        boolean found = false;
        int at = 0;
        while (at < table.length()) {
            int end = table.indexOf('\n', at);
            Cells cells = new Cells(table, at, end);
            at = end + 1;
            String name = cells.next();
            boolean optional = name.charAt(0) == '?';
            boolean instead = name.charAt(0) == '|';
            if (instead && found) {
                continue;
            }
            int before = rows.size();
            add(rows, type, methods, optional || instead ? name.substring(1) : name, cells);
            found = rows.size() > before;
            if (!found && !optional) {
                return null;
            }
        }
        return rows;
    }

    private static void add(
            List<Hook> rows, String type, ClassMethods methods, String name, Cells cells) {
        String where = cells.next();
        String gate = cells.next();
        Place place = place(where.charAt(0));
        for (int i = 0; i < methods.count(); i++) {
            if (isCalled(methods.name(i), name)
                    && methods.isNative(i) == (place == Place.ARGUMENT)) {
                Hook row = row(type, methods, i, place, where, gate);
                if (row != null) {
                    rows.add(row);
                }
            }
        }
    }

    private static Place place(char mark) {
        return switch (mark) {
            case '@' -> Place.ARGUMENT;
            case '=' -> Place.RETURN;
            case '#' -> Place.SCOPE;
            case '~' -> Place.AROUND;
            case '!' -> Place.CALL;
            default -> Place.ENTRY;
        };
    }

    /** The row as it applies to one method; {@code null} where that is another one. */
    private static Hook row(
            String type, ClassMethods methods, int i, Place place, String where, String gate) {
        String method = methods.name(i);
        String descriptor = methods.descriptor(i);
        boolean entry = place == Place.ENTRY;
        int dotOfGetter = entry ? where.indexOf('.') : -1;
        String pattern = dotOfGetter < 0 ? where : where.substring(0, dotOfGetter);
        Parameter found = Parameter.NONE;
        if (entry || place == Place.RETURN || place == Place.AROUND || pattern.length() > 1) {
            int caret = entry ? 0 : 1;
            boolean withThis = where.startsWith("^", caret);
            boolean first = place == Place.AROUND || withThis;
            String types = pattern.substring(withThis ? caret + 1 : caret);
            if (place != Place.CALL) {
                found = Parameter.find(descriptor, types, methods.isStatic(i));
            }
            if (first && found != null) {
                found = found.local() == 1 ? Parameter.NONE : null;
            }
        }
        if (found == null) {
            return null;
        }
        String getter =
                dotOfGetter < 0
                        ? null
                        : found.type() + where.substring(dotOfGetter) + "()" + first(gate);
        String callee = null;
        if (place == Place.ARGUMENT) {
            callee = type + "." + method + descriptor;
        } else if (place == Place.CALL) {
            callee = where.substring(1);
        }
        boolean everywhere = place == Place.ARGUMENT;
        int dot = gate.indexOf('.');
        int parameters = gate.indexOf('(');
        return new Hook(
                type,
                everywhere ? null : method,
                everywhere ? null : descriptor,
                place,
                found.local(),
                found.local(),
                getter,
                callee,
                gate.substring(0, dot),
                gate.substring(dot + 1, parameters),
                gate.substring(parameters));
    }

    private static String first(String gate) {
        return gate.substring(gate.indexOf('(') + 1, gate.indexOf(')'));
    }

    private static boolean isCalled(String method, String pattern) {
        int star = pattern.indexOf('*');
        return star < 0
                ? method.equals(pattern)
                : method.startsWith(pattern.substring(0, star))
                        && method.endsWith(pattern.substring(star + 1));
    }
}
