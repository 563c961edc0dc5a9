package dev.sallyport.agent.hook;

/**
 * Kotlin's coroutines: the label of what a coroutine does goes along with its continuations, which
 * are labelled as they are made, by the coroutine itself. Who resumes one later, a selector's
 * thread or another call's, has no say. A version that looks different carries no labels.
 *
 * <p>Read from kotlinx-coroutines-core 1.6.4 to 1.11.0. Its own threads serve everybody and bear no
 * label outside of a task, see {@code SallyportServices}.
 */
final class CoroutineRows {
    /** As {@link LibraryTable} reads them. */
    static final String[] CLASSES = {
        "kotlinx/coroutines/DispatchedTask",
        """
        run  #  Tasks.enterAgain(Ljava/lang/Object;)V
        """,
        // Resumes without a dispatch as well, on the thread of whoever calls it.
        "kotlinx/coroutines/DispatchedTaskKt",
        """
        dispatch  #  Tasks.enterAgain(Ljava/lang/Object;)V
        """,
        "kotlinx/coroutines/CancellableContinuationImpl",
        """
        <init>  =*  Tasks.handOver(Ljava/lang/Object;)V
        resetStateReusable  *  Tasks.handOver(Ljava/lang/Object;)V
        getResult  =*  Tasks.suspended(Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;
        takeState*  *  Tasks.drop(Ljava/lang/Object;)V
        """,
        "kotlinx/coroutines/internal/DispatchedContinuation",
        """
        <init>  =*  Tasks.handOver(Ljava/lang/Object;)V
        resumeWith  #  Tasks.enterAgain(Ljava/lang/Object;)V
        resumeCancellableWith*  #  Tasks.enterAgain(Ljava/lang/Object;)V
        resumeUndispatchedWith*  #  Tasks.enterAgain(Ljava/lang/Object;)V
        ?release*  *  Tasks.drop(Ljava/lang/Object;)V
        """,
        "kotlinx/coroutines/internal/DispatchedContinuationKt",
        """
        resumeCancellableWith*  #  Tasks.enterKnown(Ljava/lang/Object;)V
        """,
        "kotlinx/coroutines/internal/LimitedDispatcher$Worker",
        """
        run  #  Tasks.enterForEverybody(Ljava/lang/Object;)V
        """,
        // Of 1.6, where it is its own worker.
        "kotlinx/coroutines/internal/LimitedDispatcher",
        """
        ?run  #  Tasks.enterForEverybody(Ljava/lang/Object;)V
        """,
        "kotlinx/coroutines/DispatcherExecutor",
        """
        execute  Ljava/lang/Runnable;  Tasks.runnable(Ljava/lang/Runnable;)Ljava/lang/Runnable;
        """,
        "kotlinx/coroutines/scheduling/CoroutineScheduler",
        """
        execute  Ljava/lang/Runnable;  Tasks.runnable(Ljava/lang/Runnable;)Ljava/lang/Runnable;
        """,
        "kotlinx/coroutines/scheduling/DefaultIoScheduler",
        """
        execute  Ljava/lang/Runnable;  Tasks.runnable(Ljava/lang/Runnable;)Ljava/lang/Runnable;
        """,
    };

    private CoroutineRows() {}
}
