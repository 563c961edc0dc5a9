package dev.sallyport.agent.wire;

/**
 * A client's side of SOCKS 4, 4a and 5 (RFC 1928, 1929) up to the request, whose target is told.
 * Methods that hide the request (GSSAPI, private ones) are unreadable.
 */
final class Socks {
    private static final int VERSION_4 = 4;
    private static final int VERSION_5 = 5;
    private static final int CONNECT = 1;
    private static final int NO_AUTHENTICATION = 0;
    private static final int PASSWORD = 2;
    private static final int PASSWORD_VERSION = 1;
    private static final int IPV4 = 1;
    private static final int NAME = 3;
    private static final int IPV6 = 4;
    private static final int LENGTH_4 = 4;
    private static final int LENGTH_6 = 16;

    /** What is longer in version 4 is no user's name and no host's. */
    private static final int LONGEST = 255;

    private boolean greeted;
    private boolean over;
    private boolean connected;

    Socks copy() {
        Socks copy = new Socks();
        copy.greeted = greeted;
        copy.over = over;
        copy.connected = connected;
        return copy;
    }

    static boolean begins(int first) {
        return first == VERSION_4 || first == VERSION_5;
    }

    boolean isOver() {
        return over;
    }

    /** Whether the rest goes to the target. */
    boolean isConnected() {
        return connected;
    }

    /**
     * Reads one message.
     *
     * @return whether there was one
     */
    boolean read(Pending in, Speech to) {
        int end;
        if (in.size() == 0) {
            end = 0;
        } else if (in.at(0) == VERSION_4 && !greeted) {
            end = request4(in, to);
        } else if (in.at(0) == VERSION_5) {
            end = greeted ? request5(in, to) : greeting(in);
        } else if (in.at(0) == PASSWORD_VERSION && greeted) {
            end = password(in);
        } else {
            end = -1;
        }
        if (end < 0) {
            over = true;
            to.unreadable(Listener.What.PROXY);
            return true;
        }
        in.skip(end);
        return end > 0;
    }

    private int greeting(Pending in) {
        if (in.size() < 2 || in.size() < 2 + in.at(1)) {
            return 0;
        }
        int end = 2 + in.at(1);
        for (int i = 2; i < end; i++) {
            if (in.at(i) != NO_AUTHENTICATION && in.at(i) != PASSWORD) {
                return -1;
            }
        }
        greeted = true;
        return end;
    }

    private static int password(Pending in) {
        if (in.size() < 2 || in.size() < 3 + in.at(1)) {
            return 0;
        }
        int end = 3 + in.at(1) + in.at(2 + in.at(1));
        return in.size() < end ? 0 : end;
    }

    private int request5(Pending in, Speech to) {
        if (in.size() < 5) {
            return 0;
        }
        int type = in.at(3);
        int from = type == NAME ? 5 : 4;
        int length = type == NAME ? in.at(4) : type == IPV4 ? LENGTH_4 : LENGTH_6;
        if (in.at(1) != CONNECT || (type != NAME && type != IPV4 && type != IPV6)) {
            return -1;
        }
        if (in.size() < from + length + 2) {
            return 0;
        }
        String host =
                type == NAME ? in.text(from, from + length) : literal(in, from, from + length);
        connected = true;
        to.target(host, in.u2(from + length));
        return from + length + 2;
    }

    private int request4(Pending in, Speech to) {
        int user = 8;
        int end = endOfText(in, user);
        if (end <= 0) {
            return end;
        }
        if (in.at(1) != CONNECT) {
            return -1;
        }
        boolean named = in.u3(4) == 0 && in.at(7) != 0;
        int name = end;
        if (named) {
            end = endOfText(in, name);
            if (end <= 0) {
                return end;
            }
        }
        connected = true;
        to.target(named ? in.text(name, end - 1) : literal(in, 4, 8), in.u2(2));
        return end;
    }

    /** After its NUL; 0 where that has not come, -1 where it should have. */
    private static int endOfText(Pending in, int from) {
        for (int i = from; i < in.size(); i++) {
            if (in.at(i) == 0) {
                return i + 1;
            }
        }
        return in.size() > from + LONGEST ? -1 : 0;
    }

    /** As a literal, which the policy reads back. */
    private static String literal(Pending in, int from, int end) {
        StringBuilder text = new StringBuilder(40);
        boolean four = end - from == LENGTH_4;
        for (int i = from; i < end; i += four ? 1 : 2) {
            if (i > from) {
                text.append(four ? '.' : ':');
            }
            text.append(four ? Integer.toString(in.at(i)) : Integer.toHexString(in.u2(i)));
        }
        return text.toString();
    }
}
