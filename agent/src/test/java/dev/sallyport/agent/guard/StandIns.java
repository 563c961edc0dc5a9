package dev.sallyport.agent.guard;

import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.withSettings;

import dev.sallyport.agent.attribution.Callers;
import dev.sallyport.agent.attribution.MainJar;
import dev.sallyport.agent.gate.Doors;
import dev.sallyport.agent.record.OwnFiles;
import dev.sallyport.agent.record.Recorder;
import dev.sallyport.event.Run;
import java.nio.file.Path;

/** What a guard needs and a test does not care about. Mocks remember nothing: tests may be long. */
record StandIns(
        StandInGround ground, Callers callers, MainJar mainJar, Today today, ResolvConf resolvers) {
    StandIns() {
        this(new StandInGround(), Callers.NOBODY, nobodysJar());
    }

    StandIns(StandInGround ground, Callers callers, MainJar mainJar) {
        this(ground, callers, mainJar, new Today());
    }

    StandIns(StandInGround ground, Callers callers, MainJar mainJar, Today today) {
        this(ground, callers, mainJar, today, new ResolvConf(new byte[0]));
    }

    static MainJar nobodysJar() {
        return mock(MainJar.class, withSettings().stubOnly());
    }

    /**
     * A guard among them, by the policy's own words on violations.
     *
     * @param events where it writes
     */
    Guard guard(Orders orders, Path events) {
        Run run = new Run(orders.server(), "r", 1, "0");
        return new Guard(
                orders,
                ground,
                new Recorder(run, events.toFile(), OwnFiles.Work::run),
                null,
                mock(Doors.class, withSettings().stubOnly()),
                new ProtectedFiles(),
                callers,
                mainJar,
                today,
                resolvers);
    }
}
