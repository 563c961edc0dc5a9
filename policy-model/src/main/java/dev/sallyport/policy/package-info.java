/**
 * What a policy says and what it decides: the policy file's reader, its rules, destinations and
 * verdicts.
 *
 * <p>All of it is pure data and pure functions. Facts about the world (the day, which look-ups gave
 * which address, which ports this process listens on) come in as arguments.
 *
 * <p>What may not live here: hooks, threads, clocks, files, sockets, logging, and any dependency.
 * The agent loads this package on the boot class path before {@code main}, with a budget of a few
 * milliseconds; lambdas, method references, streams, {@code String.format}, regular expressions,
 * {@code java.time}, {@code BigDecimal}, the sort of primitive arrays (a lambda on JDK 25) and the
 * generated methods of records each cost more than that the first time they run, so none of them is
 * used.
 */
package dev.sallyport.policy;
