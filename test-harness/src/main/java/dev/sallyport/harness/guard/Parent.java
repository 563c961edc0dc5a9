package dev.sallyport.harness.guard;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Runs the program that its arguments are, and prints what that one printed. */
public final class Parent {
    private Parent() {}

    public static void main(String[] arguments) {
        System.out.print(
                Report.of(
                        () -> {
                            Process child =
                                    new ProcessBuilder(List.of(arguments))
                                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                                            .start();
                            byte[] said = child.getInputStream().readAllBytes();
                            child.waitFor();
                            return new String(said, StandardCharsets.UTF_8).strip();
                        }));
        System.out.println();
    }
}
