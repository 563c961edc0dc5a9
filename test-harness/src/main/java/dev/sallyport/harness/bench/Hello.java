package dev.sallyport.harness.bench;

/** The smallest program. */
public final class Hello {
    private Hello() {}

    public static void main(String[] arguments) {}
}
