package dev.sallyport.servers.sdkstacks;

import dev.sallyport.servers.clients.Client;
import dev.sallyport.servers.clients.Clients;
import dev.sallyport.servers.clients.Narrow;
import io.netty.util.concurrent.DefaultEventExecutor;
import io.netty.util.concurrent.DefaultEventExecutorGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.NonStickyEventExecutorGroup;
import io.netty.util.concurrent.UnorderedThreadPoolEventExecutor;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.PoolOptions;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jboss.threads.EnhancedQueueExecutor;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** One connection, or one thread, for all who go that way. */
final class NarrowWays {
    private static final Client.Blocking BLOCKING = Clients.urlConnection();

    private NarrowWays() {}

    static Map<String, Function<URI, Mono<String>>> all() throws Exception {
        Map<String, Function<URI, Mono<String>>> ways = new LinkedHashMap<>();
        Narrow.clients().forEach((name, client) -> ways.put(name, by(client)));
        addReactors(ways);
        Vertx vertx = Vertx.vertx();
        ways.put(
                "vertx",
                by(new VertxClient(vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(1)))));
        Context context = vertx.getOrCreateContext();
        ways.put(
                "vertx_worker",
                page ->
                        Mono.fromCompletionStage(
                                context.executeBlocking(() -> BLOCKING.read(page), true)
                                        .toCompletionStage()));
        ways.put("jboss", on(new EnhancedQueueExecutor.Builder().setMaximumPoolSize(1).build()));
        ways.put("netty", on(new DefaultEventExecutorGroup(1)));
        ways.put(
                "netty_borrowed",
                on(new DefaultEventExecutor(Executors.newSingleThreadExecutor())));
        ways.put("netty_ordered", on(nettyOrdered()));
        return ways;
    }

    /** In Netty only what is deprecated has no order of its own. */
    @SuppressWarnings("deprecation")
    private static Executor nettyOrdered() {
        return new NonStickyEventExecutorGroup(
                        new UnorderedThreadPoolEventExecutor(
                                1, new DefaultThreadFactory("narrow", true)))
                .next();
    }

    /** Reactor's client, subscribed to with the call's context and without; its schedulers. */
    private static void addReactors(Map<String, Function<URI, Mono<String>>> ways) {
        HttpClient client =
                HttpClient.create(
                        ConnectionProvider.builder("narrow")
                                .maxConnections(1)
                                .pendingAcquireMaxCount(-1)
                                .build());
        Function<URI, Mono<String>> way =
                page -> client.get().uri(page).responseContent().aggregate().asString();
        ways.put("reactor_netty", way);
        ways.put("reactor_netty_promise", page -> Mono.fromFuture(way.apply(page).toFuture()));
        Scheduler elastic = Schedulers.boundedElastic();
        ways.put(
                "reactor_elastic",
                page -> Mono.fromCallable(() -> BLOCKING.read(page)).subscribeOn(elastic));
        ways.put(
                "reactor_trampoline",
                on(
                        Schedulers.fromExecutor(Executors.newSingleThreadExecutor(), true)
                                        .createWorker()
                                ::schedule));
    }

    private static Function<URI, Mono<String>> by(Client.Promising client) {
        return page -> Mono.fromCompletionStage(client.promise(page));
    }

    private static Function<URI, Mono<String>> on(Executor executor) {
        return page -> Mono.create(sink -> executor.execute(() -> read(page, sink)));
    }

    private static void read(URI page, MonoSink<String> sink) {
        try {
            sink.success(BLOCKING.read(page));
        } catch (Exception e) {
            sink.error(e);
        }
    }
}
