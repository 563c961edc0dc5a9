package dev.sallyport.agent.attribution;

/**
 * The libraries that connect for others, and what stands between them and the code that wants it:
 * HTTP clients, drivers, pools, reactive and language runtimes, and those parts of frameworks that
 * hand calls on.
 *
 * <p>Left out on purpose, so that they are named as callers: what connects of its own accord
 * (exporters of metrics, configuration and security clients), what is talked into connecting by
 * data (loggers, serializers, templates), and {@link #interprets interpreters}.
 *
 * <p>By name alone: a class may call itself what it likes. Its jar is on record all the same.
 */
final class Plumbing {
    /** Beginnings of class names, sorted, none the beginning of another. */
    static final String[] NAMES = {
        "akka.",
        "com.azure.",
        "com.datastax.oss.driver.",
        "com.github.benmanes.caffeine.",
        "com.google.api.",
        "com.google.auth.",
        "com.google.cloud.",
        "com.google.common.",
        "com.microsoft.sqlserver.jdbc.",
        "com.mongodb.",
        "com.mysql.",
        "com.rabbitmq.client.",
        "com.squareup.okhttp.",
        "com.sun.mail.",
        "com.zaxxer.hikari.",
        "dev.langchain4j.http.",
        "feign.",
        "groovy.lang.",
        "io.agroal.",
        "io.github.resilience4j.",
        "io.grpc.",
        "io.helidon.webclient.",
        "io.ktor.",
        "io.lettuce.",
        "io.micrometer.context.",
        "io.micrometer.observation.",
        "io.micronaut.aop.",
        "io.micronaut.context.",
        "io.micronaut.http.",
        "io.modelcontextprotocol.",
        "io.nats.client.",
        "io.netty.",
        "io.opentelemetry.context.",
        "io.quarkiverse.mcp.",
        "io.quarkus.agroal.",
        "io.quarkus.arc.",
        "io.quarkus.bootstrap.",
        "io.quarkus.hibernate.",
        "io.quarkus.mongodb.",
        "io.quarkus.mutiny.",
        "io.quarkus.netty.",
        "io.quarkus.redis.",
        "io.quarkus.rest.",
        "io.quarkus.restclient.",
        "io.quarkus.resteasy.",
        "io.quarkus.runner.",
        "io.quarkus.runtime.",
        "io.quarkus.vertx.",
        "io.quarkus.virtual.",
        "io.r2dbc.",
        "io.reactivex.",
        "io.rsocket.",
        "io.smallrye.",
        "io.undertow.",
        "io.vertx.",
        "jakarta.mail.",
        "javax.mail.",
        "jnr.",
        "kong.unirest.",
        "kotlin.",
        "kotlinx.",
        "net.bytebuddy.",
        "okhttp3.",
        "okio.",
        "oracle.jdbc.",
        "oracle.net.",
        "org.apache.commons.dbcp2.",
        "org.apache.commons.net.",
        "org.apache.commons.pool2.",
        "org.apache.cxf.",
        "org.apache.groovy.",
        "org.apache.hc.",
        "org.apache.http.",
        "org.apache.kafka.",
        "org.apache.pekko.",
        "org.apache.tomcat.jdbc.",
        "org.apache.tomcat.util.threads.",
        "org.asynchttpclient.",
        "org.codehaus.groovy.",
        "org.eclipse.angus.mail.",
        "org.eclipse.jetty.",
        "org.elasticsearch.client.",
        "org.glassfish.jersey.",
        "org.hibernate.",
        "org.jboss.resteasy.",
        "org.jboss.threads.",
        "org.jooq.",
        "org.mariadb.",
        "org.mybatis.",
        "org.neo4j.driver.",
        "org.newsclub.net.unix.",
        "org.opensearch.client.",
        "org.postgresql.",
        "org.reactivestreams.",
        "org.redisson.",
        "org.springframework.ai.",
        "org.springframework.aop.",
        "org.springframework.beans.",
        "org.springframework.boot.",
        "org.springframework.cache.",
        "org.springframework.cglib.",
        "org.springframework.cloud.loadbalancer.",
        "org.springframework.cloud.openfeign.",
        "org.springframework.context.",
        "org.springframework.core.",
        "org.springframework.dao.",
        "org.springframework.data.",
        "org.springframework.http.",
        "org.springframework.jdbc.",
        "org.springframework.jms.",
        "org.springframework.mail.",
        "org.springframework.messaging.",
        "org.springframework.orm.",
        "org.springframework.r2dbc.",
        "org.springframework.resilience.",
        "org.springframework.retry.",
        "org.springframework.scheduling.",
        "org.springframework.transaction.",
        "org.springframework.util.",
        "org.springframework.validation.",
        "org.springframework.web.",
        "reactor.",
        "redis.clients.",
        "retrofit2.",
        "rx.",
        "scala.",
        "software.amazon.awssdk.",
        "sttp.",
    };

    /** What other libraries carry along under a name of their own. */
    private static final String[] RELOCATED = {
        ".io.netty.", ".okhttp3.", ".okio.", ".org.apache.hc.", ".org.apache.http.", ".reactor.",
    };

    /** Whoever runs text as a program: what it does, the text did. */
    private static final String[] INTERPRETERS = {
        "bsh.",
        "com.oracle.truffle.",
        "ognl.",
        "org.apache.commons.jexl",
        "org.apache.commons.ognl.",
        "org.graalvm.",
        "org.jruby.",
        "org.luaj.",
        "org.mozilla.javascript.",
        "org.mvel2.",
        "org.python.",
        "org.springframework.expression.",
    };

    private Plumbing() {}

    /** Whether a class hands on what others want. */
    static boolean is(String name) {
        int low = 0;
        int high = NAMES.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (name.startsWith(NAMES[middle])) {
                return true;
            }
            if (name.compareTo(NAMES[middle]) < 0) {
                high = middle - 1;
            } else {
                low = middle + 1;
            }
        }
        for (String part : RELOCATED) {
            if (name.contains(part)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a class is part of an interpreter. */
    static boolean interprets(String name) {
        for (String beginning : INTERPRETERS) {
            if (name.startsWith(beginning)) {
                return true;
            }
        }
        return false;
    }
}
