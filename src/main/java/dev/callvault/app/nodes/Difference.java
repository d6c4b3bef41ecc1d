package dev.callvault.app.nodes;

import java.util.List;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * A setting that is not the same on all live nodes.
 *
 * @param nodes that have each value, by the value
 * @param meanwhile what is done as long as they differ
 */
public record Difference(String setting, SortedMap<String, List<String>> nodes, String meanwhile) {
    /** For a person: which setting, what each node has, and what holds meanwhile. */
    @Override
    public String toString() {
        return setting + " differs: "
                + nodes.entrySet().stream()
                        .map(it -> it.getKey() + " (" + String.join(", ", it.getValue()) + ")")
                        .collect(Collectors.joining(", "))
                + ". Until they agree, " + meanwhile + ".";
    }
}
