package dev.sallyport.policy;

/** Where something stands in a file; line and column count from 1, columns in UTF-16 units. */
final class Place {
    static final Place START = new Place(1, 1);

    final int line;
    final int column;

    Place(int line, int column) {
        this.line = line;
        this.column = column;
    }
}
