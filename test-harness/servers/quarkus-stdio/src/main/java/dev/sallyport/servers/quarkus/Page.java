package dev.sallyport.servers.quarkus;

import jakarta.ws.rs.GET;

/** A page, for Quarkus' REST client to implement. */
public interface Page {
    @GET
    String read();
}
