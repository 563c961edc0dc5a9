package dev.sallyport.policy;

import java.util.List;

/**
 * What look-ups have proved: which name really gave which address. Safe for use by many threads.
 */
public interface Names {

    /** Whether a look-up of this canonical name has given this address. */
    boolean proves(String canonicalName, Address address);

    /** Every canonical name whose look-up has given this address; empty if none has. */
    List<String> namesOf(Address address);
}
