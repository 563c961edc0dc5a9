package dev.sallyport.agent.wire;

import java.util.ArrayList;
import java.util.List;

/** Writes down what it is told, and refuses what names {@code evil}. */
final class Heard implements Listener {
    final List<String> said = new ArrayList<>();
    final List<byte[]> randoms = new ArrayList<>();
    boolean settled;

    @Override
    public String target(String host, int port) {
        return note("target " + host + ":" + port);
    }

    @Override
    public String serverName(String name, Hello hello) {
        randoms.add(hello.random());
        return note("sni " + name);
    }

    @Override
    public String request(String host, int port, String method, String path) {
        return note(method + " " + path + " at " + host + (port < 0 ? "" : ":" + port));
    }

    @Override
    public boolean isSettled() {
        return settled;
    }

    @Override
    public String unreadable(What what) {
        return note("unreadable " + what);
    }

    private String note(String what) {
        said.add(what);
        return what.contains("evil") || what.startsWith("unreadable") ? what : null;
    }
}
