package dev.sallyport.event;

/**
 * One process under guard.
 *
 * @param server the server's name
 * @param id unique among all runs
 * @param pid process id, or -1 where it is not known
 * @param version of Sallyport
 */
public record Run(String server, String id, long pid, String version) {}
