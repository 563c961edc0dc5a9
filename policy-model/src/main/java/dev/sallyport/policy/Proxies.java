package dev.sallyport.policy;

import java.util.List;

/** The {@code proxies} of a policy. There are few: each is asked in turn. */
final class Proxies {
    static final Proxies NONE = new Proxies(List.of());

    private final List<Proxy> list;

    Proxies(List<Proxy> list) {
        this.list = List.copyOf(list);
    }

    List<Proxy> list() {
        return list;
    }

    /**
     * Whether one of them is what a connection goes to.
     *
     * @param claimed the canonical and proved name that the attempt claims; null for none
     */
    boolean opens(String claimed, Address address, int port, Names names) {
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i).isAt(claimed, address, port, names)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether what listens at the end of a connection is one of them, by whatever name a connection
     * goes there: a proxy does what it is asked however it was found.
     */
    boolean listenAt(Destination.Connection end, Names names) {
        return end.transport() == Transport.TCP && opens(null, end.address(), end.port(), names);
    }

    /** Whether one of them has this canonical name. */
    boolean areNamed(String name) {
        for (int i = 0; i < list.size(); i++) {
            if (name.equals(list.get(i).host())) {
                return true;
            }
        }
        return false;
    }

    /**
     * What a connection lacks that claims the name of one of them, and does not lead where it may
     * lie.
     *
     * @return null where none has that name and port
     */
    Reason lacking(String name, int port) {
        for (int i = 0; name != null && i < list.size(); i++) {
            if (list.get(i).isNamed(name, port)) {
                return list.get(i).addresses() == null
                        ? Reason.SPECIAL_ADDRESS
                        : Reason.ADDRESS_NOT_ALLOWED;
            }
        }
        return null;
    }

    /** Whether one of them is given by this address. */
    boolean areGivenBy(Address address) {
        for (int i = 0; i < list.size(); i++) {
            AddressRange range = list.get(i).range();
            if (range != null && range.meets(address)) {
                return true;
            }
        }
        return false;
    }

    /** Whether one of them is given by this address and port. */
    boolean areGivenBy(Address address, int port) {
        for (int i = 0; i < list.size(); i++) {
            Proxy proxy = list.get(i);
            if (proxy.range() != null
                    && proxy.range().meets(address)
                    && proxy.ports().contains(port)) {
                return true;
            }
        }
        return false;
    }
}
