package dev.sallyport.policy;

import java.util.ArrayList;
import java.util.List;

/** Reads {@code artifact}. */
final class ArtifactReader {
    private static final int LONGEST_NAME = 256;
    private static final Keys KEYS = new Keys("artifact", new String[] {"name", "sha256"});

    private final JsonCursor in;

    ArtifactReader(JsonCursor in) {
        this.in = in;
    }

    /** Null after an error. */
    Artifact read() throws JsonException {
        ObjectScope scope = in.beginObject("an object with name and sha256");
        if (scope == null) {
            return null;
        }
        String name = null;
        List<String> hashes = null;
        String key = in.nextKey(scope, KEYS);
        while (key != null) {
            if (key.equals("name")) {
                name = Texts.name(in, "the artifact's name", LONGEST_NAME);
            } else {
                hashes = readHashes();
            }
            key = in.nextKey(scope, KEYS);
        }
        if (!scope.has("name")) {
            in.errorAt(scope.opening, "name", "is missing; add the artifact's name");
        }
        if (!scope.has("sha256")) {
            in.errorAt(scope.opening, "sha256", "is missing; add a list of SHA-256 hashes");
        }
        return name == null || hashes == null ? null : new Artifact(name, hashes);
    }

    private List<String> readHashes() throws JsonException {
        Place opening = in.place();
        int list = in.beginArray("a list of SHA-256 hashes");
        if (list < 0) {
            return null;
        }
        List<String> hashes = new ArrayList<>();
        int index = 0;
        for (; in.nextElement(list, index); index++) {
            String hash = Texts.sha256(in);
            if (hash != null) {
                hashes.add(hash);
            }
        }
        if (index == 0) {
            in.errorAt(opening, "", "is empty; give one SHA-256 or more");
        }
        return hashes;
    }
}
