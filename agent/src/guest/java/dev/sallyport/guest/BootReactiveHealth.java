package dev.sallyport.guest;

import java.net.SallyportHerald;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.actuate.health.ReactiveHealthContributor;

/** The same for a server on WebFlux. */
public final class BootReactiveHealth implements SallyportHerald {
    @Override
    public Object joined(Object others) {
        Map<Object, Object> all = new LinkedHashMap<>((Map<?, ?>) others);
        all.putIfAbsent("sallyport", ReactiveHealthContributor.adapt(new BootHealth()));
        return all;
    }
}
