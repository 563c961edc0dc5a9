package dev.sallyport.policy;

/**
 * Decides look-ups. A look-up is egress by itself: a name can carry data to whoever answers for its
 * domain. So only what a rule might let through later is looked up.
 */
final class LookupJudge {
    private static final Verdict LOCALHOST = Verdict.allow(Reason.LOCALHOST);
    private static final Verdict PROXY = Verdict.allow(Reason.PROXIES);
    private static final Verdict KNOWN_ADDRESS = Verdict.allow(Reason.KNOWN_ADDRESS);

    private final RuleIndex allow;
    private final RuleIndex deny;
    private final Proxies proxies;
    private final Outcomes outcomes;

    LookupJudge(RuleIndex allow, RuleIndex deny, Proxies proxies, Outcomes outcomes) {
        this.allow = allow;
        this.deny = deny;
        this.proxies = proxies;
        this.outcomes = outcomes;
    }

    Verdict judge(Destination.Lookup lookup, long today, OwnHost self) {
        String name = HostName.canonicalOrNull(lookup.name());
        if (name == null) {
            return outcomes.lookupNotListed();
        }
        if (name.equals(HostName.LOCALHOST)) {
            return LOCALHOST;
        }
        Verdict verdict = byRules(name, today);
        // Asked last: the machine's own name costs more to learn than all rules.
        return !verdict.allowed() && self.isOwnName(name) ? LOCALHOST : verdict;
    }

    private Verdict byRules(String name, long today) {
        DenySearch denySearch = DenySearch.ofLookup(today, outcomes.onViolation());
        deny.byName(name, denySearch);
        if (denySearch.found() != null) {
            return outcomes.denied(denySearch.found());
        }
        if (proxies.areNamed(name)) {
            return PROXY;
        }
        LookupSearch search = new LookupSearch(today);
        allow.byName(name, search);
        return verdict(search);
    }

    Verdict judge(Destination.ReverseLookup lookup, long today, Names names, OwnHost self) {
        Address address = lookup.address();
        DenySearch denySearch = DenySearch.ofLookup(today, outcomes.onViolation());
        deny.byAddress(address, denySearch);
        if (denySearch.found() != null) {
            return outcomes.denied(denySearch.found());
        }
        if (self.isOwnAddress(address) || !names.namesOf(address).isEmpty()) {
            return KNOWN_ADDRESS;
        }
        if (proxies.areGivenBy(address)) {
            return PROXY;
        }
        LookupSearch search = new LookupSearch(today);
        allow.byAddress(address, search);
        return verdict(search);
    }

    private Verdict verdict(LookupSearch search) {
        return search.allowing() == null
                ? outcomes.lookupNotListed()
                : outcomes.allowed(search.allowing());
    }
}
