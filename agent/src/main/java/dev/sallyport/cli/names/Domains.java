package dev.sallyport.cli.names;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;

/** Domains, and all that lies below them. */
public final class Domains {
    private final Set<String> names;

    private Domains(Set<String> names) {
        this.names = names;
    }

    /** Those of a file beside this class: one a line, {@code #} begins a comment. */
    public static Domains ofResource(String name) {
        try (InputStream in = Domains.class.getResourceAsStream(name);
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return new Domains(
                    lines.lines()
                            .filter(line -> !line.isBlank() && !line.startsWith("#"))
                            .collect(Collectors.toUnmodifiableSet()));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Whether a canonical name is one of them or lies below one. */
    public boolean contain(String name) {
        for (int dot = -1; ; ) {
            if (names.contains(name.substring(dot + 1))) {
                return true;
            }
            dot = name.indexOf('.', dot + 1);
            if (dot < 0) {
                return false;
            }
        }
    }
}
