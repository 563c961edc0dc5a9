package dev.sallyport.harness.labels;

/** A way for work to get to the thread that does it; returns when it is done. */
@FunctionalInterface
interface Carrier {
    void carry(Runnable work) throws Exception;
}
