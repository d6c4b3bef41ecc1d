package dev.callvault.config.read;

import dev.callvault.config.InvalidSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Gathers what is wrong, so that it can be said at once. */
final class Mistakes {
    private final List<String> found = new ArrayList<>();
    private final Set<Section> unused;

    /** @param unused sections whose secrets may be missing, because nothing is going to use them */
    Mistakes(Set<Section> unused) {
        this.unused = Set.copyOf(unused);
    }

    /** Whether something is going to use a section's secrets. */
    boolean isUsed(Section section) {
        return !unused.contains(section);
    }

    void add(String place, String what) {
        found.add(place + ": " + what);
    }

    void unknown(String place, String kind, String name, Iterable<String> known) {
        String meant =
                Nearest.to(name, known).map(it -> "; did you mean " + it + "?").orElse("");
        add(place, "unknown " + kind + meant);
    }

    void throwIfAny() {
        if (!found.isEmpty()) {
            throw new InvalidSettings(found);
        }
    }
}
