package dev.sallyport.agent.wire;

import dev.sallyport.policy.Address;
import java.util.ArrayList;
import java.util.List;

/**
 * What a DNS server answered to a query: the addresses at the end of the name's aliases, and these.
 * Nothing but address records counts; hints of services (RFC 9460) are no addresses of the name.
 */
public final class DnsAnswer {
    private static final int RESPONSE = 0x8000;
    private static final int OPCODE = 0x7800;
    private static final int TRUNCATED = 0x0200;
    private static final int RESPONSE_CODE = 0x000f;

    /** No honest answer has as many. */
    private static final int MOST_RECORDS = 512;

    private static final int MOST_ALIASES = 16;

    private final List<String> aliases = new ArrayList<>();
    private final List<Address> addresses = new ArrayList<>();

    private DnsAnswer() {}

    /**
     * Reads a datagram that came from the server that was asked.
     *
     * @return {@code null} where it does not answer this query
     */
    public static DnsAnswer of(byte[] datagram, DnsQuery query) {
        DnsMessage message = new DnsMessage(datagram);
        if (message.isCut()
                || message.id() != query.id()
                || (message.flags() & (RESPONSE | OPCODE)) != RESPONSE
                || message.count(0) != 1
                || !query.name().equals(message.nextName())
                || message.nextU2() != query.type()
                || message.nextU2() != DnsMessage.INTERNET
                || message.isCut()) {
            return null;
        }
        DnsAnswer answer = new DnsAnswer();
        if ((message.flags() & RESPONSE_CODE) == 0) {
            answer.read(message, query.name());
        }
        return answer;
    }

    /** Of a truncated message those records count that are whole; of any other one all or none. */
    private void read(DnsMessage message, String name) {
        List<Entry> records = new ArrayList<>();
        int count = Math.min(message.count(1), MOST_RECORDS);
        for (int i = 0; i < count; i++) {
            Entry read = Entry.next(message);
            if (message.isCut()) {
                break;
            }
            records.add(read);
        }
        if (message.isCut() && (message.flags() & TRUNCATED) == 0) {
            return;
        }
        String end = name;
        while (end != null && !aliases.contains(end) && aliases.size() <= MOST_ALIASES) {
            aliases.add(end);
            end = aliasOf(end, records);
        }
        for (int i = 0; i < records.size(); i++) {
            Entry read = records.get(i);
            if (read.address != null && aliases.contains(read.owner)) {
                addresses.add(read.address);
            }
        }
        aliases.remove(0);
    }

    private static String aliasOf(String name, List<Entry> records) {
        for (int i = 0; i < records.size(); i++) {
            if (records.get(i).alias != null && records.get(i).owner.equals(name)) {
                return records.get(i).alias;
            }
        }
        return null;
    }

    /** What the name is called further on, nearest first; a server is asked for these as well. */
    public List<String> aliases() {
        return aliases;
    }

    /** In the answer's order. */
    public List<Address> addresses() {
        return addresses;
    }

    /** A record that counts has an alias or an address. */
    private static final class Entry {
        private final String owner;
        private final String alias;
        private final Address address;

        private Entry(String owner, String alias, Address address) {
            this.owner = owner;
            this.alias = alias;
            this.address = address;
        }

        static Entry next(DnsMessage message) {
            String owner = message.nextName();
            int type = message.nextU2();
            boolean internet = message.nextU2() == DnsMessage.INTERNET;
            message.skip(4); // how long it lasts
            int length = message.nextU2();
            if (internet && type == DnsMessage.CNAME) {
                int end = message.position() + length;
                String alias = message.nextName();
                message.expect(end);
                return new Entry(owner, alias, null);
            }
            boolean isAddress =
                    (type == DnsMessage.A && length == 4)
                            || (type == DnsMessage.AAAA && length == 16);
            if (!internet || !isAddress) {
                message.skip(length);
                return new Entry(owner, null, null);
            }
            byte[] bytes = message.next(length);
            return new Entry(owner, null, message.isCut() ? null : Address.of(bytes));
        }
    }
}
