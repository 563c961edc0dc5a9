package dev.sallyport.servers.quarkustools;

import io.quarkus.rest.client.reactive.Url;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;

/** Any page, for Quarkus' REST client to implement. */
public interface AnyPage {
    @GET
    Uni<String> read(@Url String uri);
}
