package dev.sallyport.cli.edit;

/**
 * Something that was attempted and that a baseline leaves to people.
 *
 * @param what as people read it; from the event, so possibly hostile
 * @param violation its id, {@code null} where it was none
 * @param why and what to do about it
 */
public record NotProposed(String what, String violation, String why) {}
