package dev.sallyport.harness.demo;

import dev.sallyport.harness.Jdks;
import dev.sallyport.harness.Jdks.Jdk;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate authority for one run, made by the running JDK's own {@code keytool}: so that
 * clients verify names and certificates as they always do, and no key lies in the repository.
 */
public final class TestCa {
    /** Keytool wants one of at least six characters; nothing here is worth a secret. */
    public static final String PASSWORD = "changeit";

    private static final String CA = "ca";

    private final Jdk jdk = Jdks.running();
    private final Path keys;

    /**
     * @param folder an empty one, for the key store
     */
    public TestCa(Path folder) throws IOException, InterruptedException {
        keys = folder.resolve("keys.p12");
        generate(CA, "CN=Test CA of the Sallyport demo", List.of("-ext", "bc:c"));
    }

    /** What a server at this host name needs to be believed. */
    SSLContext server(String host)
            throws IOException, InterruptedException, GeneralSecurityException {
        KeyStore own = store(List.of(host));
        KeyManagerFactory managers =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(own, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    /** Writes a trust store (PKCS12) that holds this authority and no other. */
    public void writeTrust(Path file) throws IOException, GeneralSecurityException {
        KeyStore trust = emptyStore();
        trust.setCertificateEntry(
                CA, KeyStore.getInstance(keys.toFile(), PASSWORD.toCharArray()).getCertificate(CA));
        write(trust, file);
    }

    /**
     * Writes a key store (PKCS12) with one certificate for all of these host names and addresses.
     */
    public void writeServer(Path file, List<String> hosts)
            throws IOException, InterruptedException, GeneralSecurityException {
        write(store(hosts), file);
    }

    private KeyStore store(List<String> hosts)
            throws IOException, InterruptedException, GeneralSecurityException {
        String first = hosts.get(0);
        String names = hosts.stream().map(TestCa::san).collect(Collectors.joining(",", "san=", ""));
        generate(first, "CN=" + first, List.of("-signer", CA, "-ext", names));
        KeyStore all = KeyStore.getInstance(keys.toFile(), PASSWORD.toCharArray());
        KeyStore own = emptyStore();
        own.setEntry(first, all.getEntry(first, protection()), protection());
        return own;
    }

    private static String san(String host) {
        return (Character.isDigit(host.charAt(host.length() - 1)) ? "ip:" : "dns:") + host;
    }

    private static void write(KeyStore store, Path file)
            throws IOException, GeneralSecurityException {
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD.toCharArray());
        }
    }

    private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static KeyStore.PasswordProtection protection() {
        return new KeyStore.PasswordProtection(PASSWORD.toCharArray());
    }

    private void generate(String alias, String name, List<String> more)
            throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                jdk.program("keytool").toString(),
                                "-genkeypair",
                                "-keystore",
                                keys.toString(),
                                "-storetype",
                                "PKCS12",
                                "-storepass",
                                PASSWORD,
                                "-alias",
                                alias,
                                "-dname",
                                name,
                                "-keyalg",
                                "EC",
                                "-groupname",
                                "secp256r1",
                                "-validity",
                                "2"));
        command.addAll(more);
        Program.Result result = Program.run(command);
        if (result.exit() != 0) {
            throw new IOException("keytool failed for " + alias + ": " + result.output());
        }
    }
}
