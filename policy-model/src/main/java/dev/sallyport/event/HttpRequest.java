package dev.sallyport.event;

/**
 * What an HTTP request asked for, as far as it is known.
 *
 * @param method as on the wire; {@code null} where it is not known
 * @param path without query, printable and cut; {@code null} where it is not known
 */
public record HttpRequest(String method, String path) {}
