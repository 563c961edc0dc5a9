package dev.sallyport.guest;

import java.net.SallyportHerald;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.registry.HealthContributorRegistry;

/**
 * The same since Spring Boot 4, whose registries are open from their construction on; that of
 * WebFlux also asks this one.
 */
public final class Boot4Health implements SallyportHerald, HealthIndicator {
    @Override
    public void ready(Object subject) {
        if (subject instanceof HealthContributorRegistry registry
                && registry.getContributor("sallyport") == null) {
            registry.registerContributor("sallyport", this);
        }
    }

    @Override
    public Health health() {
        return Health.up().withDetails(Standing.now().details()).build();
    }
}
