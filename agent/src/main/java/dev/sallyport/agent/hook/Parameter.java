package dev.sallyport.agent.hook;

/**
 * A parameter of a method, found by its type and those around it.
 *
 * @param local index of its local variable; 0 where none was asked for
 * @param type its class's internal name, a primitive's letter, {@code null} for none
 */
record Parameter(int local, String type) {
    /** Nothing was asked for. */
    static final Parameter NONE = new Parameter(0, null);

    /**
     * The first place in a descriptor where some types stand in a row.
     *
     * @param types as a descriptor has them; {@code *} alone asks for nothing, within a class's
     *     name it stands for any letters; the parameter is the first, or the one after a {@code >}
     * @return {@code null} where they stand nowhere
     */
    static Parameter find(String descriptor, String types, boolean isStatic) {
        if (types.equals("*") || types.isEmpty()) {
            return NONE;
        }
        int local = isStatic ? 0 : 1;
        for (int at = 1; descriptor.charAt(at) != ')'; at = after(descriptor, at)) {
            Parameter found = match(descriptor, at, local, types);
            if (found != null) {
                return found;
            }
            local += size(descriptor, at);
        }
        return null;
    }

    private static Parameter match(String descriptor, int from, int firstLocal, String types) {
        Parameter result = null;
        int at = from;
        int local = firstLocal;
        int wanted = 0;
        while (wanted < types.length()) {
            boolean marked = types.charAt(wanted) == '>';
            wanted += marked ? 1 : 0;
            if (descriptor.charAt(at) == ')') {
                return null;
            }
            int end = after(descriptor, at);
            int wantedEnd = after(types, wanted);
            String type = descriptor.substring(at, end);
            if (!isLike(type, types.substring(wanted, wantedEnd))) {
                return null;
            }
            if (marked || result == null) {
                boolean isClass = type.charAt(0) == 'L';
                result =
                        new Parameter(local, isClass ? type.substring(1, type.length() - 1) : type);
            }
            local += size(descriptor, at);
            at = end;
            wanted = wantedEnd;
        }
        return result;
    }

    private static boolean isLike(String type, String pattern) {
        return pattern.startsWith("L*")
                ? type.charAt(0) == 'L' && type.endsWith(pattern.substring(2))
                : type.equals(pattern);
    }

    /** What the parameter with that local variable is declared to be; {@code V} for none. */
    static String typeOf(String descriptor, int wanted, boolean isStatic) {
        int local = isStatic ? 0 : 1;
        for (int at = 1; descriptor.charAt(at) != ')'; at = after(descriptor, at)) {
            if (local == wanted) {
                return descriptor.substring(at, after(descriptor, at));
            }
            local += size(descriptor, at);
        }
        return "V";
    }

    private static int size(String descriptor, int at) {
        char type = descriptor.charAt(at);
        return type == 'J' || type == 'D' ? 2 : 1;
    }

    /** Where the type that begins at {@code at} ends. */
    static int after(String descriptor, int at) {
        int end = at;
        while (descriptor.charAt(end) == '[') {
            end++;
        }
        return descriptor.charAt(end) == 'L' ? descriptor.indexOf(';', end) + 1 : end + 1;
    }
}
