package dev.sallyport.agent.guard;

import dev.sallyport.agent.gate.Ground;
import dev.sallyport.agent.gate.Telemetry;
import dev.sallyport.event.ToolCalls;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A machine as a test wants it. No mock: those allocate at every question. */
final class StandInGround implements Ground {
    byte[] own = {};
    int listening;
    String hostName;
    ToolCalls calls = ToolCalls.NONE;
    Object maker;
    Telemetry telemetry;
    final List<String> traced = new ArrayList<>();

    @Override
    public boolean listensOn(byte[] address, int port) {
        return port == listening && Arrays.equals(address, own);
    }

    @Override
    public boolean isOwnAddress(byte[] address) {
        return Arrays.equals(address, own);
    }

    @Override
    public String hostName() {
        return hostName;
    }

    @Override
    public void settle(String[] classes) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void settleLabels(String[] classes) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Telemetry telemetry() {
        return telemetry;
    }

    @Override
    public ToolCalls toolCalls() {
        return calls;
    }

    @Override
    public Object handedOverBy() {
        return maker;
    }

    @Override
    public void trace(String tool) {
        traced.add(tool);
    }

    @Override
    public void write(Writing work) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String[] launchArguments() {
        return new String[0];
    }
}
