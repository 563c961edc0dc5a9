package dev.sallyport.harness.evasion;

import dev.sallyport.harness.Jdks.Jdk;
import dev.sallyport.harness.guard.Dns;
import dev.sallyport.harness.guard.GuardedJvm;
import dev.sallyport.harness.guard.GuardedRun;
import dev.sallyport.harness.requests.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Every technique on every JDK: bare, guarded, and its twin. A guarded attack has a JVM of its own,
 * but the libraries' HTTP clients, which have one for all; bare runs and twins that leave nothing
 * behind share one. Two JVMs run at a time.
 */
final class Suite {
    /** On every policy, for every goal's ports; the goal is somewhere else. */
    static final String LISTED = "api.listed.example";

    static final String LISTED_ADDRESS = "127.0.0.10";
    private static final int SHARED_BY = 12;

    private enum Mode {
        BARE,
        GUARDED,
        TWIN
    }

    /** What one attack came to. */
    private record Shot(String arrived, Map<String, Long> refusals, String said) {}

    private final Path folder;
    private final Dns dns;
    private final Map<Technique, String> places;
    private final Helpers helpers;
    private final ForwardingProxy proxy = new ForwardingProxy(LISTED_ADDRESS);
    private final Site site = Site.on(LISTED_ADDRESS);
    private final Map<String, Future<Map<String, Shot>>> shots = new LinkedHashMap<>();

    /**
     * @param places where each technique stands, as {@link Techniques#place} says it
     */
    Suite(Path folder, Dns dns, Map<Technique, String> places) throws IOException {
        this.folder = folder;
        this.dns = dns;
        this.places = places;
        this.helpers = new Helpers(folder);
    }

    /** In the order of the techniques; those that this JDK or machine cannot run are left out. */
    List<Finding> run(List<Jdk> jdks, List<Technique> techniques)
            throws IOException, InterruptedException {
        ExecutorService two = Executors.newFixedThreadPool(2);
        try {
            for (Jdk jdk : jdks) {
                helpers.compile(jdk);
                List<Technique> all = techniques.stream().filter(t -> runsOn(t, jdk)).toList();
                for (Technique technique : all) {
                    if (!isClient(technique)) {
                        submit(two, jdk, Mode.GUARDED, List.of(technique));
                    }
                }
                submitClients(two, jdk, Mode.GUARDED, all);
                submitShared(two, jdk, Mode.BARE, all);
                submitShared(
                        two,
                        jdk,
                        Mode.TWIN,
                        all.stream().filter(t -> t.noTwin().isEmpty()).toList());
            }
            List<Finding> findings = new ArrayList<>();
            for (Technique technique : techniques) {
                for (Jdk jdk : jdks) {
                    if (runsOn(technique, jdk)) {
                        findings.add(finding(technique, jdk));
                    }
                }
            }
            return findings;
        } finally {
            two.shutdownNow();
            proxy.close();
            site.close();
        }
    }

    private boolean runsOn(Technique technique, Jdk jdk) {
        boolean library = technique.door() == Door.NATIVE;
        return technique.from() <= jdk.feature()
                && jdk.feature() <= technique.to()
                && (dns != null || technique.door() != Door.DNS)
                && (!library || MarkerLibrary.canBeMade());
    }

    private void submitShared(ExecutorService two, Jdk jdk, Mode mode, List<Technique> techniques) {
        for (boolean names : new boolean[] {false, true}) {
            List<Technique> shared =
                    techniques.stream()
                            .filter(t -> !isAlone(t))
                            .filter(t -> names == (t.door() == Door.DNS))
                            .toList();
            for (int i = 0; i < shared.size(); i += SHARED_BY) {
                int end = Math.min(shared.size(), i + SHARED_BY);
                submit(two, jdk, mode, shared.subList(i, end));
            }
        }
        submitClients(two, jdk, mode, techniques);
        techniques.stream()
                .filter(technique -> isAlone(technique) && !isClient(technique))
                .forEach(technique -> submit(two, jdk, mode, List.of(technique)));
    }

    private void submitClients(
            ExecutorService two, Jdk jdk, Mode mode, List<Technique> techniques) {
        List<Technique> clients = techniques.stream().filter(Suite::isClient).toList();
        if (!clients.isEmpty()) {
            submit(two, jdk, mode, clients);
        }
    }

    private static boolean isClient(Technique technique) {
        return List.of(technique.with()).contains(Extra.CLIENTS);
    }

    private static boolean isAlone(Technique technique) {
        List<Extra> extras = List.of(technique.with());
        // Bare and in a twin, files are the goal's own.
        return technique.alone()
                || (technique.kind() == Kind.TAMPERING && technique.door() != Door.FILES)
                || !(extras.isEmpty() || extras.equals(List.of(Extra.FOREIGN)));
    }

    private void submit(ExecutorService two, Jdk jdk, Mode mode, List<Technique> techniques) {
        Callable<Map<String, Shot>> task = () -> shoot(jdk, mode, techniques);
        Future<Map<String, Shot>> future = two.submit(task);
        techniques.forEach(technique -> shots.put(key(technique, jdk, mode), future));
    }

    private static String key(Technique technique, Jdk jdk, Mode mode) {
        return mode + " " + jdk + " " + technique.value();
    }

    private Finding finding(Technique technique, Jdk jdk) throws InterruptedException {
        Shot bare = shot(technique, jdk, Mode.BARE);
        Shot guarded = shot(technique, jdk, Mode.GUARDED);
        Shot twin = technique.noTwin().isEmpty() ? shot(technique, jdk, Mode.TWIN) : null;
        return new Finding(
                technique,
                jdk.feature(),
                bare.arrived(),
                guarded.arrived(),
                guarded.refusals(),
                twin == null ? null : twin.arrived(),
                "bare: "
                        + bare.said()
                        + "\nguarded: "
                        + guarded.said()
                        + (twin == null
                                ? ""
                                : "\ntwin: " + twin.said() + "\nrefused: " + twin.refusals()));
    }

    private Shot shot(Technique technique, Jdk jdk, Mode mode) throws InterruptedException {
        try {
            return shots.get(key(technique, jdk, mode)).get().get(technique.value());
        } catch (ExecutionException e) {
            return new Shot("", Map.of(), "the run itself failed: " + e.getCause());
        }
    }

    private Map<String, Shot> shoot(Jdk jdk, Mode mode, List<Technique> techniques)
            throws IOException, InterruptedException {
        GuardedJvm jvm = GuardedJvm.on(jdk, folder);
        List<Ears> ears = new ArrayList<>();
        List<String> arguments = new ArrayList<>();
        try {
            for (Technique technique : techniques) {
                Ears one = new Ears(jvm.folder(), dns, site);
                ears.add(one);
                fill(one, technique, jvm, mode);
            }
            prepare(jvm, jdk, mode, techniques, ears);
            for (int i = 0; i < techniques.size(); i++) {
                arguments.add(places.get(techniques.get(i)));
                arguments.add(ears.get(i).ready().toString());
            }
            boolean clients = isClient(techniques.get(0));
            GuardedRun run = jvm.run(Attack.class, arguments);
            Map<String, Shot> result = new LinkedHashMap<>();
            for (int i = 0; i < techniques.size(); i++) {
                Technique technique = techniques.get(i);
                String arrived = ears.get(i).arrived(technique.door());
                String said = said(run, places.get(technique));
                Map<String, Long> denied = refusals(run);
                Map<String, Long> refusals = clients ? ears.get(i).own(denied) : denied;
                result.put(technique.value(), new Shot(arrived, refusals, said));
            }
            return result;
        } finally {
            for (Ears one : ears) {
                one.close();
            }
        }
    }

    /** Of the events, and where an attack has done away with them, of stderr. */
    private static Map<String, Long> refusals(GuardedRun run) {
        Map<String, Long> denied = run.events().denied();
        long told =
                run.stderr().stream().filter(line -> line.startsWith("Sallyport refused")).count();
        return denied.isEmpty() && told > 0 ? Map.of("on stderr", told) : denied;
    }

    /** Its own line, and for one that is alone all else as well. */
    private static String said(GuardedRun run, String place) {
        return run.stdout()
                .lines()
                .filter(line -> line.startsWith(place + " | "))
                .findFirst()
                .orElse(run.toString());
    }

    private void fill(Ears ears, Technique technique, GuardedJvm jvm, Mode mode)
            throws IOException {
        boolean real = mode == Mode.GUARDED;
        Path next = Files.createDirectories(ears.folder().resolve("next"));
        Path policy = real ? jvm.folder().resolve("guarded.policy.json") : next.resolve("harmless");
        Path events = real ? jvm.home().resolve(".sallyport") : next.resolve("events");
        Path jar = next.resolve("sallyport.jar");
        if (technique.door() == Door.FILES) {
            Files.copy(Path.of(System.getProperty("sallyport.jar")), jar);
        }
        if (!real) {
            Files.writeString(policy, "harmless");
            Files.createDirectory(events);
            Files.writeString(events.resolve("a.jsonl"), "{\"activity\": \"start\"}\n");
        }
        ears.goal()
                .with("policy", policy)
                .with("events", events)
                .with("jar", jar)
                .with("agent", helpers.agent())
                .with("proxy-host", LISTED_ADDRESS)
                .with("proxy", proxy.port())
                .with("twin", mode == Mode.TWIN);
    }

    private void prepare(
            GuardedJvm jvm, Jdk jdk, Mode mode, List<Technique> techniques, List<Ears> ears)
            throws IOException {
        Set<String> flags = new LinkedHashSet<>();
        Set<Extra> extras = new LinkedHashSet<>();
        for (int i = 0; i < techniques.size(); i++) {
            String own = ears.get(i).folder().toString();
            for (String flag : techniques.get(i).flags()) {
                flags.add(flag.replace("{folder}", own));
            }
            extras.addAll(Arrays.asList(techniques.get(i).with()));
        }
        jvm.jvm("-Djava.awt.headless=true").jvm(flags.toArray(new String[0]));
        if (techniques.get(0).door() == Door.DNS) {
            jvm.resolver(dns);
        } else if (!extras.contains(Extra.RESOLVER)) {
            jvm.hosts(Map.of(LISTED, LISTED_ADDRESS));
        }
        if (mode == Mode.GUARDED && techniques.get(0).door() == Door.FILES) {
            jvm.jar(ears.get(0).goal().path("jar"));
        }
        jvm.classPath(helpers.foreign(jdk));
        if (extras.contains(Extra.RESOLVER)) {
            jvm.classPath(helpers.resolver(jdk));
        }
        if (extras.contains(Extra.CLIENTS)) {
            jvm.libraries()
                    .jvm(
                            "-Dvertx.disableDnsResolver=true",
                            "-Djdk.httpclient.allowRestrictedHeaders=host",
                            "-Dsun.net.http.allowRestrictedHeaders=true");
        }
        if (extras.contains(Extra.SECOND_AGENT)) {
            jvm.jvm("-javaagent:" + helpers.agent());
        }
        if (extras.contains(Extra.LAUNCHER_AGENT)) {
            jvm.launcher(helpers.launcher());
        }
        ears.forEach(one -> one.goal().with("java", jdk.java()));
        if (mode == Mode.BARE) {
            jvm.bare();
        } else {
            jvm.policy(
                    new Listing(ears, mode == Mode.TWIN)
                            .json(extras.contains(Extra.LISTED_JAVA) ? jdk.java() : null));
        }
    }
}
