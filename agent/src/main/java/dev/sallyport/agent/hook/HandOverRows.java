package dev.sallyport.agent.hook;

/**
 * Libraries that have threads, queues and pools of their own, where one call's work may be done, or
 * begun, by another's thread: what goes along with the work, or that nothing does. A version that
 * looks different has the rows that it has a place for.
 *
 * <p>Where a library begins several calls' work in one method, that method bears no label but that
 * of the piece whose turn it is: whoever gives a connection back may find the next one in the queue
 * waiting for another.
 *
 * <p>Read from Netty 4.1.50 to 4.2.18, reactor-core 3.8.6, reactor-pool 1.0.10, reactor-netty 1.0.0
 * to 1.3.6, Vert.x 4.5.22 and 5.1.1, JBoss Threads 3.9.1, Apache HttpCore 5.1.3 to 5.4.4 and NIO
 * 4.4.16, Jetty 9.4.57 and 12.1.4, OkHttp 4.12.0 to 5.5.1, the AWS SDK 2.29.0, MongoDB's driver
 * 5.2.0, HikariCP 6.2.1, gRPC 1.68.1, Guava 33.4.0, RxJava 3.1.9.
 */
final class HandOverRows {
    private static final String NETTY_LOOP =
            """
            ?run  #  Tasks.enterAll(Ljava/lang/Object;)V
            ?run  !java/lang/Runnable.run  Tasks.run(Ljava/lang/Runnable;)V
            """;

    private static final String NETTY_POOL =
            """
            ?runTaskQueue  #  Tasks.enterAll(Ljava/lang/Object;)V
            ?runTaskQueue  !java/util/Queue.poll  Tasks.serve(Ljava/util/Queue;)Ljava/lang/Object;
            """;

    private static final String REACTOR_POOL =
            """
            ?drainLoop  #  Tasks.enterAll(Ljava/lang/Object;)V
            ?pendingPoll  =*  Tasks.serve(Ljava/lang/Object;)Ljava/lang/Object;
            ?pollPending  =*  Tasks.serve(Ljava/lang/Object;)Ljava/lang/Object;
            """;

    private static final String REACTOR_BORROWER =
            """
            ?<init>  =*  Tasks.handOver(Ljava/lang/Object;)V
            ?deliver  #  Tasks.enterAgain(Ljava/lang/Object;)V
            ?fail  #  Tasks.enterAgain(Ljava/lang/Object;)V
            """;

    private static final String VERTX_POOL =
            """
            ?connect  #L*/SimpleConnectionPool$Slot;>L*/PoolWaiter;  Tasks.enterAgain(Ljava/lang/Object;)V
            """;

    private static final String VERTX_WAITER =
            """
            ?<init>  =*  Tasks.handOver(Ljava/lang/Object;)V
            ?<init>  L*/Completable;  Tasks.handOver(Ljava/lang/Object;)V
            ?<init>  L*/Handler;  Tasks.handOver(Ljava/lang/Object;)V
            """;

    private static final String VERTX_DONE_FUTURE =
            """
            ?addListener  L*/Completable;  Tasks.handOver(Ljava/lang/Object;)V
            ?addListener  L*/Listener;  Tasks.handOver(Ljava/lang/Object;)V
            """;

    private static final String APACHE_FUTURE =
            """
            ?<init>  =*  Tasks.handOver(Ljava/lang/Object;)V
            ?completed  #  Tasks.enter(Ljava/lang/Object;)V
            ?failed  #  Tasks.enter(Ljava/lang/Object;)V
            ?cancel  #  Tasks.enter(Ljava/lang/Object;)V
            """;

    private static final String JETTY_DESTINATION =
            """
            ?succeeded  #  Tasks.enterAll(Ljava/lang/Object;)V
            ?failed  #  Tasks.enterAll(Ljava/lang/Object;)V
            ?release  #  Tasks.enterAll(Ljava/lang/Object;)V
            ?remove  #  Tasks.enterAll(Ljava/lang/Object;)V
            ?close  #  Tasks.enterAll(Ljava/lang/Object;)V
            ?send  #L*/IConnection;>L*/HttpExchange;  Tasks.enterAgain(Ljava/lang/Object;)V
            """;

    /** What works for whoever comes. */
    private static final String NOBODYS =
            """
            ?run  #  Tasks.enterAll(Ljava/lang/Object;)V
            ?call  #  Tasks.enterAll(Ljava/lang/Object;)V
            ?submit  #  Tasks.enterAll(Ljava/lang/Object;)V
            ?workerRun  #  Tasks.enterAll(Ljava/lang/Object;)V
            ?tryProduce  #  Tasks.enterAll(Ljava/lang/Object;)V
            ?produce  #  Tasks.enterAll(Ljava/lang/Object;)V
            """;

    private static final String MADE =
            """
            ?<init>  =*  Tasks.handOver(Ljava/lang/Object;)V
            """;

    /** Work that is made by whom it is for. */
    private static final String WORK =
            """
            ?<init>  =*  Tasks.handOver(Ljava/lang/Object;)V
            ?run  #  Tasks.enter(Ljava/lang/Object;)V
            ?execute  #  Tasks.enter(Ljava/lang/Object;)V
            ?failed  #  Tasks.enter(Ljava/lang/Object;)V
            ?failAsClosed  #  Tasks.enter(Ljava/lang/Object;)V
            ?failAsTimedOut  #  Tasks.enter(Ljava/lang/Object;)V
            """;

    /** As {@link LibraryTable} reads them. */
    static final String[] CLASSES = {
        // Netty: tasks of an event loop, who listens to a promise, who waits for a channel.
        "util/concurrent/SingleThreadEventExecutor",
        """
        ?execute  Ljava/lang/Runnable;Z  Tasks.runnable(Ljava/lang/Runnable;)Ljava/lang/Runnable;
        |execute  Ljava/lang/Runnable;  Tasks.runnable(Ljava/lang/Runnable;)Ljava/lang/Runnable;
        """,
        "util/concurrent/AbstractEventExecutor",
        """
        ?runTask  !java/lang/Runnable.run  Tasks.run(Ljava/lang/Runnable;)V
        ?safeExecute  !java/lang/Runnable.run  Tasks.run(Ljava/lang/Runnable;)V
        """,
        "util/concurrent/AbstractScheduledEventExecutor",
        """
        ?schedule  L*/ScheduledFutureTask;  Tasks.handOver(Ljava/lang/Object;)V
        """,
        "util/concurrent/NonStickyEventExecutorGroup$NonStickyOrderedEventExecutor",
        """
        ?execute  Ljava/lang/Runnable;  Tasks.runnable(Ljava/lang/Runnable;)Ljava/lang/Runnable;
        """,
        "util/concurrent/GlobalEventExecutor",
        """
        ?execute  Ljava/lang/Runnable;  Tasks.runnable(Ljava/lang/Runnable;)Ljava/lang/Runnable;
        """,
        "util/concurrent/GlobalEventExecutor$TaskRunner",
        NETTY_LOOP,
        "util/concurrent/DefaultEventExecutor",
        NETTY_LOOP,
        "channel/DefaultEventLoop",
        NETTY_LOOP,
        "channel/ManualIoEventLoop",
        """
        ?execute  Ljava/lang/Runnable;  Tasks.runnable(Ljava/lang/Runnable;)Ljava/lang/Runnable;
        """,
        "channel/SingleThreadIoEventLoop",
        NETTY_LOOP,
        "channel/nio/NioEventLoop",
        NETTY_LOOP,
        "channel/epoll/EpollEventLoop",
        NETTY_LOOP,
        "channel/kqueue/KQueueEventLoop",
        NETTY_LOOP,
        "util/concurrent/DefaultPromise",
        """
        ?addListener0  L*/GenericFutureListener;  Tasks.handOver(Ljava/lang/Object;)V
        ?notifyListener  L*/Future;>L*/GenericFutureListener;  Tasks.handOver(Ljava/lang/Object;)V
        ?notifyListener0  #L*/Future;>L*/GenericFutureListener;  Tasks.enter(Ljava/lang/Object;)V
        """,
        "channel/pool/FixedChannelPool",
        NETTY_POOL,
        "channel/pool/FixedChannelPool$AcquireTask",
        MADE,
        "http/nio/netty/internal/utils/BetterFixedChannelPool",
        NETTY_POOL,
        "http/nio/netty/internal/utils/BetterFixedChannelPool$AcquireTask",
        MADE,

        // Reactor: of a worker's tasks one starts the next; connections for who waits in a pool.
        "core/scheduler/ExecutorScheduler$ExecutorTrackedRunnable",
        WORK,
        "core/scheduler/BoundedElasticThreadPerTaskScheduler$SchedulerTask",
        WORK,
        "reactor/pool/SimplePool",
        REACTOR_POOL,
        "reactor/pool/SimpleDequePool",
        REACTOR_POOL,
        "reactor/pool/AbstractPool$Borrower",
        REACTOR_BORROWER,
        "reactor/netty/http/client/Http2Pool",
        REACTOR_POOL,
        "reactor/netty/http/client/Http2Pool$Borrower",
        REACTOR_BORROWER,
        "reactor/netty/http/client/HttpClientConnect$MonoHttpConnect",
        """
        ?subscribe  L*/CoreSubscriber;  Tasks.asked(Ljava/lang/Object;)Ljava/lang/Object;
        """,
        "reactor/netty/transport/TransportConnector",
        """
        ?connect  #L*/ContextView;  Tasks.enterContext(Ljava/lang/Object;)V
        |connect  #L*/TransportConfig;  Tasks.enterAll(Ljava/lang/Object;)V
        ?doResolveAndConnect  #L*/ContextView;  Tasks.enterContext(Ljava/lang/Object;)V
        |doResolveAndConnect  #L*/TransportConfig;  Tasks.enterAll(Ljava/lang/Object;)V
        """,

        // Vert.x: ordered work, who listens to a future, who waits for a connection.
        "vertx/core/impl/TaskQueue",
        """
        ?execute  Ljava/lang/Runnable;  Tasks.handOver(Ljava/lang/Object;)V
        ?run  !java/lang/Runnable.run  Tasks.run(Ljava/lang/Runnable;)V
        """,
        "vertx/core/impl/future/FutureBase",
        """
        ?emitResult  #L*/Completable;  Tasks.enter(Ljava/lang/Object;)V
        ?emitSuccess  #L*/Listener;  Tasks.enter(Ljava/lang/Object;)V
        ?emitFailure  #L*/Listener;  Tasks.enter(Ljava/lang/Object;)V
        """,
        "vertx/core/impl/future/FutureImpl",
        VERTX_DONE_FUTURE,
        "vertx/core/impl/future/SucceededFuture",
        VERTX_DONE_FUTURE,
        "vertx/core/impl/future/FailedFuture",
        VERTX_DONE_FUTURE,
        "vertx/core/impl/future/FutureImpl$ListenerArray",
        """
        ?complete  #  Tasks.enterAll(Ljava/lang/Object;)V
        ?complete  !java/util/Iterator.next  Tasks.serve(Ljava/util/Iterator;)Ljava/lang/Object;
        ?onSuccess  #  Tasks.enterAll(Ljava/lang/Object;)V
        ?onSuccess  !java/util/Iterator.next  Tasks.serve(Ljava/util/Iterator;)Ljava/lang/Object;
        ?onFailure  #  Tasks.enterAll(Ljava/lang/Object;)V
        ?onFailure  !java/util/Iterator.next  Tasks.serve(Ljava/util/Iterator;)Ljava/lang/Object;
        """,
        "vertx/core/net/impl/clientconnection/Pool",
        """
        ?checkProgress  #  Tasks.enterAll(Ljava/lang/Object;)V
        ?checkPendingTasks  #  Tasks.enterAll(Ljava/lang/Object;)V
        """,
        "vertx/core/internal/pool/CombinerExecutor",
        NOBODYS,
        "vertx/core/net/impl/pool/CombinerExecutor",
        NOBODYS,
        "vertx/core/internal/pool/SimpleConnectionPool",
        VERTX_POOL,
        "vertx/core/net/impl/pool/SimpleConnectionPool",
        VERTX_POOL,
        "vertx/core/internal/pool/PoolWaiter",
        VERTX_WAITER,
        "vertx/core/net/impl/pool/PoolWaiter",
        VERTX_WAITER,
        "vertx/core/internal/pool/SimpleConnectionPool$LeaseImpl",
        """
        ?emit  #  Tasks.enterAll(Ljava/lang/Object;)V
        """,
        "vertx/core/net/impl/pool/SimpleConnectionPool$LeaseImpl",
        """
        ?emit  #  Tasks.enterAll(Ljava/lang/Object;)V
        """,

        // JBoss Threads, which Quarkus' workers are.
        "jboss/threads/EnhancedQueueExecutor",
        """
        ?execute  Ljava/lang/Runnable;  Tasks.runnable(Ljava/lang/Runnable;)Ljava/lang/Runnable;
        """,
        "jboss/threads/EnhancedQueueExecutor$Task",
        WORK,

        // Apache's asynchronous clients: requests of a reactor's, who waits for a connection.
        "hc/core5/reactor/IOSessionRequest",
        MADE,
        "hc/core5/reactor/SingleCoreIOReactor",
        """
        ?processConnectionRequest  #L*/SocketChannel;>L*/IOSessionRequest;  Tasks.enter(Ljava/lang/Object;)V
        """,
        "hc/core5/concurrent/BasicFuture",
        APACHE_FUTURE,
        "http/concurrent/BasicFuture",
        APACHE_FUTURE,
        "http/impl/nio/reactor/SessionRequestImpl",
        MADE,
        "http/impl/nio/reactor/DefaultConnectingIOReactor",
        """
        ?processSessionRequests  #  Tasks.enterAll(Ljava/lang/Object;)V
        ?processSessionRequests  !java/util/Queue.poll  Tasks.serve(Ljava/util/Queue;)Ljava/lang/Object;
        """,
        "http/nio/pool/LeaseRequest",
        MADE,
        "http/nio/pool/AbstractNIOConnPool",
        """
        ?processPendingRequest  #L*/LeaseRequest;  Tasks.enterAgain(Ljava/lang/Object;)V
        """,

        // Jetty: jobs of its pool, loops that produce everybody's work, who waits for a connection.
        "jetty/util/thread/QueuedThreadPool",
        """
        ?execute  Ljava/lang/Runnable;  Tasks.handOver(Ljava/lang/Object;)V
        ?runJob  !java/lang/Runnable.run  Tasks.run(Ljava/lang/Runnable;)V
        """,
        "jetty/util/thread/strategy/AdaptiveExecutionStrategy",
        NOBODYS,
        "jetty/util/thread/strategy/EatWhatYouKill",
        NOBODYS,
        "jetty/util/thread/strategy/ExecuteProduceConsume",
        NOBODYS,
        "jetty/util/thread/strategy/ProduceConsume",
        NOBODYS,
        "jetty/util/thread/strategy/ProduceExecuteConsume",
        NOBODYS,
        "jetty/util/thread/ReservedThreadExecutor$ReservedThread",
        NOBODYS,
        "jetty/io/ManagedSelector$Connect",
        WORK,
        "jetty/client/HttpExchange",
        MADE,
        "jetty/client/transport/HttpExchange",
        MADE,
        "jetty/client/HttpDestination",
        JETTY_DESTINATION,
        "jetty/client/transport/HttpDestination",
        JETTY_DESTINATION,

        // OkHttp: a dispatcher's calls, of which one that ends begins another; tasks.
        "RealCall$AsyncCall",
        """
        ?<init>  =*  Tasks.handOver(Ljava/lang/Object;)V
        ?executeOn  #  Tasks.enterAgain(Ljava/lang/Object;)V
        ?run  #  Tasks.enter(Ljava/lang/Object;)V
        |execute  #  Tasks.enter(Ljava/lang/Object;)V
        """,
        "okhttp3/internal/concurrent/TaskQueue",
        """
        ?schedule  L*/Task;  Tasks.handOver(Ljava/lang/Object;)V
        """,
        "okhttp3/internal/concurrent/TaskRunner",
        """
        ?beforeRun  L*/Task;  Tasks.enter(Ljava/lang/Object;)V
        ?afterRun  L*/Task;  Tasks.exit(Ljava/lang/Object;)V
        """,

        // Queues that are worked off by whoever comes first, and listeners of Guava's futures.
        "grpc/SynchronizationContext",
        """
        ?executeLater  Ljava/lang/Runnable;  Tasks.handOver(Ljava/lang/Object;)V
        ?drain  !java/lang/Runnable.run  Tasks.run(Ljava/lang/Runnable;)V
        """,
        "grpc/internal/SerializingExecutor",
        """
        ?execute  Ljava/lang/Runnable;  Tasks.handOver(Ljava/lang/Object;)V
        ?run  !java/lang/Runnable.run  Tasks.run(Ljava/lang/Runnable;)V
        """,
        "common/util/concurrent/SequentialExecutor",
        """
        ?execute  Ljava/lang/Runnable;  Tasks.runnable(Ljava/lang/Runnable;)Ljava/lang/Runnable;
        """,
        "common/util/concurrent/SequentialExecutor$QueueWorker",
        """
        ?workOnQueue  !java/lang/Runnable.run  Tasks.run(Ljava/lang/Runnable;)V
        """,
        "common/util/concurrent/AbstractFuture",
        """
        ?addListener  Ljava/lang/Runnable;  Tasks.handOver(Ljava/lang/Object;)V
        ?executeListener  #Ljava/lang/Runnable;  Tasks.enter(Ljava/lang/Object;)V
        """,
        "schedulers/ExecutorScheduler$ExecutorWorker$BooleanRunnable",
        WORK,
        "schedulers/ExecutorScheduler$ExecutorWorker$InterruptibleRunnable",
        WORK,

        // Pools of database connections, which are for whoever comes.
        "zaxxer/hikari/pool/HikariPool$PoolEntryCreator",
        NOBODYS,
        "mongodb/internal/connection/DefaultConnectionPool$AsyncWorkManager",
        NOBODYS,
        "mongodb/internal/connection/DefaultConnectionPool$Task",
        WORK,
    };

    private HandOverRows() {}
}
