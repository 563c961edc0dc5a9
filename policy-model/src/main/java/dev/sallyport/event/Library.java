package dev.sallyport.event;

/**
 * A jar, or a folder of classes.
 *
 * @param jar its file's name, as {@code okhttp-jvm-5.1.0.jar}; of a jar within a jar the inner name
 * @param coordinates Maven's {@code group:artifact:version} as its metadata has them; {@code null}
 *     where it has none
 * @param sha256 64 hex digits, {@code null} for a folder or what cannot be read
 */
public record Library(String jar, String coordinates, String sha256) {}
