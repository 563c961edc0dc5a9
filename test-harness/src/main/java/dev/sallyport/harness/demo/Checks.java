package dev.sallyport.harness.demo;

import java.util.ArrayList;
import java.util.List;

/** What the demo claims, and whether it was so. */
final class Checks {
    private record Check(String claim, boolean held) {}

    private final List<Check> checks = new ArrayList<>();

    void check(String claim, boolean held) {
        checks.add(new Check(claim, held));
    }

    int count() {
        return checks.size();
    }

    long failed() {
        return checks.stream().filter(check -> !check.held()).count();
    }

    void tell(Narrator narrator) {
        for (Check check : checks) {
            narrator.says(check.held() ? "[ok]" : "[FAILED]", check.claim());
        }
    }
}
