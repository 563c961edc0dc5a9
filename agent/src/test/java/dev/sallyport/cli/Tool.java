package dev.sallyport.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/**
 * One call of the tool.
 *
 * @param code its exit code
 */
record Tool(int code, String out, String err) {
    static Tool run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = Main.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        int code = line.execute(arguments);
        return new Tool(code, out.toString(), err.toString());
    }
}
