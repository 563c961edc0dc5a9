package dev.sallyport.harness.attribution;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;

/** One page for each call, named as labels name it. */
final class Pages implements AutoCloseable {
    private final Map<String, Page> byCall = new TreeMap<>();
    private final Gathering gathering;

    Pages(Gathering gathering) {
        this.gathering = gathering;
    }

    /** The page that this call alone is sent for. */
    Page of(String call) throws IOException {
        Page page = byCall.get(call);
        if (page == null) {
            page = new Page(gathering);
            byCall.put(call, page);
        }
        return page;
    }

    /** Sends a call for its page, and checks that it comes back with that. */
    Mono<String> read(String call, Mono<String> answer) throws IOException {
        String text = of(call).text();
        return answer.doOnTerminate(gathering::answered)
                .doOnNext(
                        said -> {
                            if (!said.contains(text)) {
                                throw new AssertionError(call + " said " + said);
                            }
                        });
    }

    /** Whose connection it is, by port. */
    Map<Integer, String> calls() {
        return byCall.entrySet().stream()
                .collect(Collectors.toMap(entry -> entry.getValue().port(), Map.Entry::getKey));
    }

    /** How many connections have come for each call. */
    Map<String, Long> connections() {
        return byCall.entrySet().stream()
                .collect(
                        Collectors.toMap(
                                Map.Entry::getKey, entry -> entry.getValue().connections()));
    }

    @Override
    public void close() throws IOException {
        for (Page page : byCall.values()) {
            page.close();
        }
    }
}
