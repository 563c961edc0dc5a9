package dev.sallyport.guest;

/** SLF4J's own simple logger (read from 1.7.25 to 2.0): one stream for all loggers. */
final class SimpleOutlets {
    private SimpleOutlets() {}

    static void of(Object logger, Outlets outlets) throws ReflectiveOperationException {
        Object configuration = Asked.field(null, logger.getClass(), "CONFIG_PARAMS");
        Object choice = Asked.field(configuration, "outputChoice");
        String type = String.valueOf(Asked.field(choice, "outputChoiceType"));
        if (type.equals("FILE")) {
            outlets.file("slf4j-simple", Asked.field(configuration, "logFile"));
        } else if (type.startsWith("CACHED_")) {
            outlets.stream("slf4j-simple", Asked.field(choice, "targetPrintStream"));
        } else {
            outlets.stream("slf4j-simple", type.equals("SYS_ERR") ? System.err : System.out);
        }
    }
}
