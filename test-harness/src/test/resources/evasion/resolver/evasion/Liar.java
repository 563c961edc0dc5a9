package evasion;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.util.stream.Stream;

/** Answers with an address of its own ({@code evasion.lie}), or asks for another name. */
public final class Liar extends InetAddressResolverProvider {
    @Override
    public InetAddressResolver get(Configuration configuration) {
        InetAddressResolver builtIn = configuration.builtinResolver();
        return new InetAddressResolver() {
            @Override
            public Stream<InetAddress> lookupByName(String host, LookupPolicy policy)
                    throws UnknownHostException {
                String lie = System.getProperty("evasion.lie");
                if (lie != null) {
                    byte[] address = InetAddress.ofLiteral(lie).getAddress();
                    return Stream.of(InetAddress.getByAddress(host, address));
                }
                return builtIn.lookupByName(System.getProperty("evasion.ask", host), policy);
            }

            @Override
            public String lookupByAddress(byte[] address) throws UnknownHostException {
                return builtIn.lookupByAddress(address);
            }
        };
    }

    @Override
    public String name() {
        return "liar";
    }
}
