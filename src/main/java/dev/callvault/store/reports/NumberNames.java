package dev.callvault.store.reports;

import dev.callvault.store.search.FoundCall;
import dev.callvault.store.search.FoundNumber;
import java.util.Map;

/**
 * What the directory calls the numbers of some calls.
 *
 * @param byNumber the names, by the form of the number
 */
public record NumberNames(Map<String, String> byNumber) {
    /** No number has a name. */
    public static final NumberNames NONE = new NumberNames(Map.of());

    public NumberNames {
        byNumber = Map.copyOf(byNumber);
    }

    /** The caller's name; empty if it has none. */
    public String caller(FoundCall call) {
        return of(call.caller());
    }

    /** The name of the called number; empty if it has none. */
    public String called(FoundCall call) {
        return of(call.called());
    }

    private String of(FoundNumber number) {
        return number.form() == null ? "" : byNumber.getOrDefault(number.form(), "");
    }
}
