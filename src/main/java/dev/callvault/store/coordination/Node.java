package dev.callvault.store.coordination;

import java.util.List;
import java.util.Locale;

/**
 * A process that archives.
 *
 * @param id its name, made unique
 * @param name its configured name
 * @param version of the program
 * @param accounts the names of the accounts it archives
 */
public record Node(String id, String name, Kind kind, String version, List<String> accounts, NodeSettings settings) {
    public Node {
        accounts = List.copyOf(accounts);
    }

    /** The same node with another name. */
    public Node named(String other) {
        return new Node(id, other, kind, version, accounts, settings);
    }

    /** How long a node runs. */
    public enum Kind {
        DAEMON,
        /** For a single pass. */
        ARCHIVE;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
