package dev.callvault.store.coordination;

import dev.callvault.store.StoreFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The nodes that share the archive. Only the database's clock decides which are live. Every method throws {@link
 * StoreFailure}.
 */
public interface NodeStore {
    /** A node is not live if it was last seen longer ago than this, or further in the future. */
    Duration LIVE = Duration.ofMinutes(1);

    /** A node not seen for this long is forgotten. */
    Duration REMEMBERED = Duration.ofDays(1);

    /**
     * Records that a node is live, from its first beat until it leaves or is silent for {@link #LIVE}; deletes old
     * ones.
     *
     * @param now by the node's own clock
     * @return all live nodes, including this one, in the order in which they started
     */
    List<LiveNode> beat(Node node, Instant now);

    /** All live nodes, in the order in which they started: the same for every caller. */
    List<LiveNode> live();

    /** The node has left. Has no effect on an unknown node. */
    void leave(String id);
}
