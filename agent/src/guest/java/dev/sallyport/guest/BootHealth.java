package dev.sallyport.guest;

import java.net.SallyportHerald;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/**
 * Sallyport in the health of Spring Boot 2.2 to 3.5: among the contributors that a registry begins
 * with. It is up as long as it guards, whatever it refused: a server that was held is healthy.
 */
public final class BootHealth implements SallyportHerald, HealthIndicator {
    @Override
    public Object joined(Object others) {
        Map<Object, Object> all = new LinkedHashMap<>((Map<?, ?>) others);
        all.putIfAbsent("sallyport", this);
        return all;
    }

    @Override
    public Health health() {
        return Health.up().withDetails(Standing.now().details()).build();
    }
}
