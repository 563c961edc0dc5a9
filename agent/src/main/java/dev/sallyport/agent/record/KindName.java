package dev.sallyport.agent.record;

/**
 * What tells kinds apart for a {@link Recorder}, by {@code equals} and {@code hashCode}; once its
 * kind is on record, it knows which one that is.
 */
public abstract class KindName {
    /** Any thread's, and good for every one: a recorder never forgets a kind. */
    private Kind kind;

    /** Of the one recorder that it is used with; {@code null} where nobody has asked it yet. */
    final Kind kind() {
        return kind;
    }

    final void setKind(Kind found) {
        kind = found;
    }
}
