package dev.sallyport.harness.dashboards;

import java.util.List;
import java.util.Map;

/**
 * Has Spring Boot's health and info made as its auto-configuration does it, is refused a
 * connection, and prints what they show. By name, so that it runs with several versions of it.
 *
 * <p>Arguments: an address and a port.
 */
public final class Actuator {
    private static final String BOOT = "org.springframework.boot.actuate.";

    private Actuator() {}

    public static void main(String[] arguments) throws Exception {
        Object health = made("health.DefaultHealthContributorRegistry", Map.class, Map.of());
        Object reactive =
                made("health.DefaultReactiveHealthContributorRegistry", Map.class, Map.of());
        Object info = made("info.InfoEndpoint", List.class, List.of());

        Knock.at(arguments[0], Integer.parseInt(arguments[1]));

        print("health", (Iterable<?>) health);
        print("reactive", (Iterable<?>) reactive);
        System.out.println("info " + info.getClass().getMethod("info").invoke(info));
    }

    private static Object made(String type, Class<?> parameter, Object argument)
            throws ReflectiveOperationException {
        return Class.forName(BOOT + type).getConstructor(parameter).newInstance(argument);
    }

    private static void print(String what, Iterable<?> registry)
            throws ReflectiveOperationException {
        Class<?> named = Class.forName(BOOT + "health.NamedContributor");
        for (Object each : registry) {
            Object contributor = named.getMethod("getContributor").invoke(each);
            Object health = health(contributor);
            if (health.getClass().getName().startsWith("reactor.")) {
                health =
                        Class.forName("reactor.core.publisher.Mono")
                                .getMethod("block")
                                .invoke(health);
            }
            System.out.println(what + " " + named.getMethod("getName").invoke(each) + " " + health);
        }
    }

    private static Object health(Object contributor) throws ReflectiveOperationException {
        for (String type : List.of("HealthIndicator", "ReactiveHealthIndicator")) {
            Class<?> indicator = Class.forName(BOOT + "health." + type);
            if (indicator.isInstance(contributor)) {
                return indicator.getMethod("getHealth", boolean.class).invoke(contributor, true);
            }
        }
        throw new IllegalStateException(contributor + " is no indicator");
    }
}
