package dev.callvault.app.nodes;

import java.util.List;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * A setting in which live nodes differ.
 *
 * @param nodes the nodes that have each value, by value
 * @param meanwhile what applies until they agree
 */
public record Difference(String setting, SortedMap<String, List<String>> nodes, String meanwhile) {
    /** For people: the setting, which node has which value, and what applies until they agree. */
    @Override
    public String toString() {
        return setting + " differs: "
                + nodes.entrySet().stream()
                        .map(it -> it.getKey() + " (" + String.join(", ", it.getValue()) + ")")
                        .collect(Collectors.joining(", "))
                + ". Until they agree, " + meanwhile + ".";
    }
}
