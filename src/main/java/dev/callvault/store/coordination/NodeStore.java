package dev.callvault.store.coordination;

import dev.callvault.store.StoreFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The nodes that share the archive. Who is live is told by the database's clock alone. Every method throws {@link StoreFailure}.
 */
public interface NodeStore {
    /** Who was not seen for so long, or is from so far in the future, is not live. */
    Duration LIVE = Duration.ofMinutes(1);

    /** Who was not seen for so long is forgotten. */
    Duration REMEMBERED = Duration.ofDays(1);

    /**
     * Says that a node is live, from its first beat until it leaves or is silent for {@link #LIVE}; forgets old ones.
     *
     * @param now by the node's own clock
     * @return all live nodes, this one among them, in the order in which they started
     */
    List<LiveNode> beat(Node node, Instant now);

    /** All live nodes, in the order in which they started: the same for everybody who asks. */
    List<LiveNode> live();

    /** The node is gone. Without effect for one that is not known. */
    void leave(String id);
}
