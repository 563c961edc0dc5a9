package dev.sallyport.agent.attribution;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;

/** What the launch runs, as it was before the server could change a property. */
public final class MainProgram {
    private final String command;
    private final String classPath;
    private final String modulePath;

    MainProgram(String command, String classPath, String modulePath) {
        this.command = command;
        this.classPath = classPath;
        this.modulePath = modulePath;
    }

    /** Of this JVM; reads three properties. */
    public static MainProgram ofThisLaunch() {
        return new MainProgram(
                System.getProperty("sun.java.command", ""),
                System.getProperty("java.class.path", ""),
                System.getProperty("jdk.module.path", ""));
    }

    /** What stands behind {@code java -jar}; {@code null} for another launch. */
    File launchedJar() {
        // The jar is the class path; it may hold blanks.
        boolean jar =
                !classPath.isEmpty()
                        && (command.equals(classPath) || command.startsWith(classPath + " "));
        return jar ? new File(classPath).getAbsoluteFile() : null;
    }

    /** The main jar, or the jar or folder of the main class; {@code null} where there is none. */
    File file() {
        File jar = launchedJar();
        if (jar != null) {
            return server(jar);
        }
        int blank = command.indexOf(' ');
        String main = blank < 0 ? command : command.substring(0, blank);
        String entry = main.substring(main.indexOf('/') + 1).replace('.', '/') + ".class";
        File found = holder(entry, classPath, false);
        return found != null ? found : holder(entry, modulePath, true);
    }

    /** Quarkus' {@code quarkus-run.jar} starts what lies in {@code app}, and never changes. */
    private static File server(File jar) {
        File folder = jar.getParentFile();
        if (new File(folder, "quarkus/quarkus-application.dat").isFile()) {
            File[] apps = new File(folder, "app").listFiles();
            if (apps != null && apps.length == 1) {
                return apps[0];
            }
        }
        return jar;
    }

    private static File holder(String entry, String path, boolean ofFolders) {
        int from = 0;
        while (from < path.length()) {
            int end = path.indexOf(File.pathSeparatorChar, from);
            end = end < 0 ? path.length() : end;
            File place = new File(path.substring(from, end)).getAbsoluteFile();
            from = end + 1;
            if (holds(place, entry)) {
                return place;
            }
            File[] within = ofFolders ? place.listFiles() : null;
            for (int i = 0; within != null && i < within.length; i++) {
                if (holds(within[i], entry)) {
                    return within[i];
                }
            }
        }
        return null;
    }

    private static boolean holds(File place, String entry) {
        if (!place.isFile()) {
            return new File(place, entry).isFile();
        }
        try (RandomAccessFile in = new RandomAccessFile(place, "r")) {
            return new Zip(in).find(entry) >= 0;
        } catch (IOException | RuntimeException noJar) {
            return false;
        }
    }
}
