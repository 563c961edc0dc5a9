package dev.sallyport.bench;

import dev.sallyport.harness.Jdks.Jdk;
import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;

/** A JVM of its own in which a program of this module {@linkplain OnDemand does turns}. */
final class ForkedJvm implements TurnTaker {
    private final Process process;
    private final DataInputStream answers;

    private ForkedJvm(Process process) {
        this.process = process;
        this.answers = new DataInputStream(process.getInputStream());
    }

    static ForkedJvm start(ProcessBuilder launch) throws IOException {
        return new ForkedJvm(launch.start());
    }

    /**
     * The launch of a program, whose stderr is this process's.
     *
     * @param flags of the JVM
     * @param libraries what the program needs: a type of each. This module's classes alone come by
     *     themselves: none of Sallyport's may lie on a guarded class path.
     */
    static ProcessBuilder launch(
            Jdk jdk,
            List<String> flags,
            List<Class<?>> libraries,
            Class<?> program,
            String... arguments)
            throws IOException {
        StringJoiner classPath = new StringJoiner(File.pathSeparator);
        classPath.add(place(program));
        for (Class<?> library : libraries) {
            classPath.add(place(library));
        }
        List<String> command = new ArrayList<>();
        command.add(jdk.java().toString());
        command.addAll(flags);
        command.addAll(List.of("-cp", classPath.toString(), program.getName()));
        command.addAll(Arrays.asList(arguments));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    }

    private static String place(Class<?> type) throws IOException {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }

    @Override
    public Turn turn() throws IOException {
        process.getOutputStream().write(1);
        process.getOutputStream().flush();
        return Turn.read(answers);
    }

    /** It ends by itself, when there is nobody left to ask for a turn. */
    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
    }
}
