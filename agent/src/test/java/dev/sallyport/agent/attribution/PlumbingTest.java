package dev.sallyport.agent.attribution;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlumbingTest {
    @Test
    void theTableIsSortedAndNoEntryIsTheBeginningOfAnother() {
        for (int i = 0; i < Plumbing.NAMES.length; i++) {
            String name = Plumbing.NAMES[i];
            assertTrue(name.endsWith("."), name);
            assertTrue(Plumbing.is(name + "X"), name);
            if (i > 0) {
                String before = Plumbing.NAMES[i - 1];
                assertTrue(before.compareTo(name) < 0 && !name.startsWith(before), name);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "okhttp3.internal.connection.RealCall",
                "com.acme.shaded.okhttp3.OkHttpClient",
                "io.grpc.netty.shaded.io.netty.channel.Channel",
                "org.springframework.web.client.RestClient",
                "redis.clients.jedis.Jedis"
            })
    void whatConnectsForOthersIsPlumbing(String name) {
        assertTrue(Plumbing.is(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.B",
                "com.acme.Weather",
                "okhttp3x.Client",
                "zz.Last",
                "Main",
                "ch.qos.logback.classic.net.SocketAppender",
                "org.apache.logging.log4j.core.net.JndiManager",
                "com.fasterxml.jackson.databind.ObjectMapper",
                "io.micrometer.registry.otlp.OtlpMeterRegistry",
                "org.springframework.cloud.config.client.ConfigClient",
                "org.springframework.expression.spel.ast.MethodReference"
            })
    void whatConnectsOfItsOwnAccordOrIsTalkedIntoItIsNot(String name) {
        assertFalse(Plumbing.is(name));
    }
}
