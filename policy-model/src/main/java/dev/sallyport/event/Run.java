package dev.sallyport.event;

/**
 * One process under guard.
 *
 * @param server the server's name
 * @param id unique among all runs
 * @param pid process id, or -1 where it is not known
 * @param version of Sallyport
 * @param host the machine's own name, {@code null} where it is not known
 */
public record Run(String server, String id, long pid, String version, String host) {
    /** A run on a machine of which nothing is known. */
    public Run(String server, String id, long pid, String version) {
        this(server, id, pid, version, null);
    }
}
