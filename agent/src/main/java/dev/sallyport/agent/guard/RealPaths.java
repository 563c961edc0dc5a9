package dev.sallyport.agent.guard;

import dev.sallyport.policy.PathRule;
import dev.sallyport.policy.Policy;
import dev.sallyport.policy.Rule;
import java.io.File;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the paths that a policy lists really were when the server started. Attempts come with real
 * paths, and people list what they know: {@code /var/run/app.sock} is {@code /run/app.sock}, {@code
 * /usr/bin/python3} a link. Read once, before the server could turn a link.
 */
final class RealPaths {
    private final Map<String, String> listed = new HashMap<>();
    private static final String GSS = System.mapLibraryName("j2gss");
    private static final String SOUND = System.mapLibraryName("jsound");

    private final String jdk;

    RealPaths(Policy policy) {
        jdk = realPath(System.getProperty("java.home")) + File.separator + "lib" + File.separator;
        List<Rule> rules = policy.allow();
        for (int i = 0; i < rules.size(); i++) {
            if (rules.get(i).unixPath() != null) {
                add(rules.get(i).unixPath());
            }
        }
        List<PathRule> programs = policy.processes().allow();
        for (int i = 0; i < programs.size(); i++) {
            String pattern = programs.get(i).path().toString();
            if (pattern.indexOf('*') < 0 && pattern.indexOf('?') < 0) {
                add(pattern);
            }
        }
    }

    private void add(String path) {
        String real = realPath(path);
        if (!real.equals(path)) {
            listed.put(real, path);
        }
    }

    /** The path under which the policy lists what really is here, or {@code null}. */
    String listedAs(String realPath) {
        return listed.get(realPath);
    }

    /** Whether a file belongs to the JDK that runs this. */
    boolean isOfJdk(String realPath) {
        return realPath.startsWith(jdk);
    }

    /**
     * Whether a library of the JDK opens other libraries by itself, unseen: {@code j2gss} whatever
     * {@code sun.security.jgss.lib} names, {@code jsound} (ALSA) what a file in the user's home
     * names, where it also finds commands to run. They must be listed like any other.
     */
    boolean opensOthers(String realPath) {
        return realPath.endsWith(File.separator + GSS) || realPath.endsWith(File.separator + SOUND);
    }

    static String realPath(String path) {
        try {
            return new File(path).getCanonicalPath();
        } catch (IOException unreadable) {
            return path;
        }
    }
}
