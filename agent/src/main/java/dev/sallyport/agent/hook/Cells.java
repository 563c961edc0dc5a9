package dev.sallyport.agent.hook;

/**
 * The cells of one line of a table, which blanks part. By plain searches: a tokenizer would look at
 * each character twice, in the interpreter.
 */
final class Cells {
    private final String table;
    private final int end;
    private int at;

    Cells(String table, int from, int end) {
        this.table = table;
        this.at = from;
        this.end = end;
    }

    String next() {
        while (table.charAt(at) == ' ') {
            at++;
        }
        int blank = table.indexOf(' ', at);
        int stop = blank < 0 || blank > end ? end : blank;
        String cell = table.substring(at, stop);
        at = stop;
        return cell;
    }
}
