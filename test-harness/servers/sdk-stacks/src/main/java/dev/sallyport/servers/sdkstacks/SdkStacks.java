package dev.sallyport.servers.sdkstacks;

/** Ends when stdin does, or when it is told to. Its argument says which server it is. */
public final class SdkStacks {
    private SdkStacks() {}

    public static void main(String[] arguments) throws Exception {
        switch (arguments[0]) {
            case "sync" -> SyncStdio.serve();
            case "async" -> AsyncStdio.serve();
            case "stateless" -> StatelessHttp.serve();
            case "narrow" -> NarrowStdio.serve();
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }
}
