package dev.sallyport.harness.evasion;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.rmi.registry.LocateRegistry;
import java.security.cert.CertStore;
import java.security.cert.LDAPCertStoreParameters;
import java.security.cert.X509CertSelector;
import java.util.Hashtable;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.ServiceLoader;
import java.util.logging.SocketHandler;
import javax.imageio.ImageIO;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import javax.naming.Context;
import javax.naming.InitialContext;
import javax.naming.directory.InitialDirContext;
import javax.security.auth.Subject;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.Configuration;
import javax.security.auth.login.LoginContext;
import javax.security.auth.x500.X500Principal;
import javax.sound.sampled.AudioSystem;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.SAXParserFactory;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamReader;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.stream.StreamResult;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.xml.sax.InputSource;
import org.xml.sax.helpers.DefaultHandler;

/** TCP by parts of the JDK that open connections for other purposes than connecting. */
final class UrlReaders {
    private UrlReaders() {}

    private static URL url(Goal goal, String scheme, String file) throws IOException {
        return URI.create(goal.url(scheme) + file).toURL();
    }

    @Technique("URL.openStream")
    static void openStream(Goal goal) throws IOException {
        try (InputStream in = url(goal, "http", "x").openStream()) {
            in.readAllBytes();
        }
    }

    @Technique("URL.getContent")
    static void getContent(Goal goal) throws IOException {
        url(goal, "http", "x").getContent();
    }

    @Technique("ftp: URL")
    static void ftp(Goal goal) throws IOException {
        SocketApis.read(goal.url("ftp") + "file");
    }

    @Technique("jar:http: URL")
    static void jar(Goal goal) throws IOException {
        SocketApis.read("jar:" + goal.url("http") + "a.jar!/x");
    }

    @Technique("URLClassLoader with a remote jar")
    static void classLoader(Goal goal) throws Exception {
        try (URLClassLoader loader = new URLClassLoader(new URL[] {url(goal, "http", "a.jar")})) {
            loader.loadClass("com.acme.Remote");
        }
    }

    @Technique("ServiceLoader over a remote class path")
    static void services(Goal goal) throws IOException {
        try (URLClassLoader loader = new URLClassLoader(new URL[] {url(goal, "http", "dir/")})) {
            ServiceLoader.load(Runnable.class, loader).findFirst();
        }
    }

    @Technique("ResourceBundle over a remote class path")
    static void bundles(Goal goal) throws IOException {
        try (URLClassLoader loader = new URLClassLoader(new URL[] {url(goal, "http", "dir/")})) {
            ResourceBundle.getBundle("texts", java.util.Locale.ROOT, loader);
        }
    }

    @Technique("ImageIO.read(URL)")
    static void image(Goal goal) throws IOException {
        ImageIO.setUseCache(false);
        ImageIO.read(url(goal, "http", "x.png"));
    }

    @Technique("AudioSystem.getAudioInputStream(URL)")
    static void audio(Goal goal) throws Exception {
        AudioSystem.getAudioInputStream(url(goal, "http", "x.wav")).close();
    }

    @Technique("XML external entity, DocumentBuilder")
    static void entity(Goal goal) throws Exception {
        DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(withEntity(goal))));
    }

    @Technique("XML external DTD, SAX")
    static void dtd(Goal goal) throws Exception {
        String text = "<!DOCTYPE a SYSTEM \"" + goal.url("http") + "a.dtd\"><a/>";
        SAXParserFactory.newInstance()
                .newSAXParser()
                .parse(new InputSource(new StringReader(text)), new DefaultHandler());
    }

    @Technique("XML external entity, StAX")
    static void stax(Goal goal) throws Exception {
        XMLStreamReader reader =
                XMLInputFactory.newInstance()
                        .createXMLStreamReader(new StringReader(withEntity(goal)));
        while (reader.hasNext()) {
            reader.next();
        }
    }

    @Technique("XInclude")
    static void xinclude(Goal goal) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        factory.setXIncludeAware(true);
        String text =
                "<a xmlns:x='http://www.w3.org/2001/XInclude'><x:include href='"
                        + goal.url("http")
                        + "x.xml'/></a>";
        factory.newDocumentBuilder().parse(new InputSource(new StringReader(text)));
    }

    @Technique("XSLT document()")
    static void xslt(Goal goal) throws Exception {
        String sheet =
                "<x:stylesheet version='1.0' xmlns:x='http://www.w3.org/1999/XSL/Transform'>"
                        + "<x:template match='/'><x:copy-of select=\"document('"
                        + goal.url("http")
                        + "x.xml')\"/></x:template></x:stylesheet>";
        Transformer transformer =
                TransformerFactory.newInstance()
                        .newTransformer(new StreamSource(new StringReader(sheet)));
        transformer.transform(
                new StreamSource(new StringReader("<a/>")), new StreamResult(new StringWriter()));
    }

    @Technique("XML schema import")
    static void schema(Goal goal) throws Exception {
        String text =
                "<s:schema xmlns:s='http://www.w3.org/2001/XMLSchema'><s:import namespace='n'"
                        + " schemaLocation='"
                        + goal.url("http")
                        + "x.xsd'/></s:schema>";
        SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(new StreamSource(new StringReader(text)));
    }

    private static String withEntity(Goal goal) {
        return "<!DOCTYPE a [<!ENTITY e SYSTEM \"" + goal.url("http") + "e\">]><a>&e;</a>";
    }

    @Technique("RMI registry look-up")
    static void rmi(Goal goal) throws Exception {
        LocateRegistry.getRegistry(goal.host(), goal.tcp()).lookup("x");
    }

    @Technique("JNDI ldap:")
    @SuppressWarnings({"BanJNDI", "JdkObsolete"}) // what is tried, and how it is spelled
    static void ldap(Goal goal) throws Exception {
        Hashtable<String, String> environment = new Hashtable<>();
        environment.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.ldap.LdapCtxFactory");
        environment.put(Context.PROVIDER_URL, goal.url("ldap"));
        environment.put("com.sun.jndi.ldap.read.timeout", "2000");
        new InitialDirContext(environment).close();
    }

    @Technique("JNDI ldap: by a name alone, as Log4Shell did")
    @SuppressWarnings({"BanJNDI", "JdkObsolete"}) // what is tried, and how it is spelled
    static void ldapName(Goal goal) throws Exception {
        new InitialContext().lookup(goal.url("ldap") + "o=x");
    }

    @Technique("JNDI rmi:")
    @SuppressWarnings({"BanJNDI", "JdkObsolete"}) // what is tried, and how it is spelled
    static void jndiRmi(Goal goal) throws Exception {
        new InitialContext().lookup(goal.url("rmi") + "x");
    }

    @Technique("JMX connector")
    @SuppressWarnings("BanJNDI") // what is tried
    static void jmx(Goal goal) throws Exception {
        JMXConnectorFactory.connect(
                        new JMXServiceURL(
                                "service:jmx:rmi:///jndi/rmi://"
                                        + goal.host()
                                        + ":"
                                        + goal.tcp()
                                        + "/jmxrmi"))
                .close();
    }

    @Technique("LDAP certificate store")
    static void certificates(Goal goal) throws Exception {
        CertStore.getInstance("LDAP", new LDAPCertStoreParameters(goal.host(), goal.tcp()))
                .getCertificates(named());
    }

    private static X509CertSelector named() {
        X509CertSelector selector = new X509CertSelector();
        selector.setSubject(new X500Principal("CN=x,O=y"));
        return selector;
    }

    @Technique("java.util.logging.SocketHandler")
    static void socketHandler(Goal goal) throws IOException {
        new SocketHandler(goal.host(), goal.tcp()).close();
    }

    @Technique(value = "Kerberos over TCP", alone = true)
    static void kerberos(Goal goal) throws Exception {
        kerberos(goal, goal.tcp(), 1);
    }

    @Technique(value = "Kerberos over UDP", door = Door.UDP, alone = true)
    static void kerberosUdp(Goal goal) throws Exception {
        kerberos(goal, goal.udp(), 65_000);
    }

    private static void kerberos(Goal goal, int port, int udpLimit) throws Exception {
        Path file = goal.folder().resolve("krb5.conf");
        Files.writeString(
                file,
                "[libdefaults]\ndefault_realm = X\nudp_preference_limit = "
                        + udpLimit
                        + "\nkdc_timeout = 1000\nmax_retries = 1\n[realms]\nX = {\nkdc = "
                        + goal.host()
                        + ":"
                        + port
                        + "\n}\n");
        System.setProperty("java.security.krb5.conf", file.toString());
        AppConfigurationEntry entry =
                new AppConfigurationEntry(
                        "com.sun.security.auth.module.Krb5LoginModule",
                        AppConfigurationEntry.LoginModuleControlFlag.REQUIRED,
                        Map.of());
        Configuration configuration =
                new Configuration() {
                    @Override
                    public AppConfigurationEntry[] getAppConfigurationEntry(String name) {
                        return new AppConfigurationEntry[] {entry};
                    }
                };
        new LoginContext("x", new Subject(), UrlReaders::answer, configuration).login();
    }

    private static void answer(Callback[] callbacks) {
        for (Callback callback : callbacks) {
            if (callback instanceof NameCallback name) {
                name.setName("user@X");
            } else if (callback instanceof PasswordCallback password) {
                password.setPassword(new char[] {'x'});
            }
        }
    }

    @Technique("an object stream that connects while it is read")
    static void readObject(Goal goal) throws Exception {
        java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
        try (java.io.ObjectOutputStream out = new java.io.ObjectOutputStream(bytes)) {
            out.writeObject(new Gadget(goal.host(), goal.tcp()));
        }
        new java.io.ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
    }

    private static final class Gadget implements java.io.Serializable {
        private static final long serialVersionUID = 1;
        private final String host;
        private final int port;

        Gadget(String host, int port) {
            this.host = host;
            this.port = port;
        }

        private void readObject(java.io.ObjectInputStream in)
                throws IOException, ClassNotFoundException {
            in.defaultReadObject();
            new java.net.Socket(host, port).close();
        }
    }

    @Technique("XMLDecoder that makes a Socket")
    static void xmlDecoder(Goal goal) {
        String text =
                "<java><object class='java.net.Socket'><string>"
                        + goal.host()
                        + "</string><int>"
                        + goal.tcp()
                        + "</int></object></java>";
        try (java.beans.XMLDecoder decoder =
                new java.beans.XMLDecoder(
                        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))) {
            decoder.readObject();
        }
    }

    @Technique("a URL handler of the application's own, which opens another URL")
    static void ownUrlHandler(Goal goal) throws IOException {
        URL own =
                new URL(
                        null,
                        "own://x/",
                        new java.net.URLStreamHandler() {
                            @Override
                            protected java.net.URLConnection openConnection(URL url)
                                    throws IOException {
                                return url(goal, "http", "x").openConnection();
                            }
                        });
        own.openStream().close();
    }
}
