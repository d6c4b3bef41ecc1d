package dev.callvault.store.memory;

import dev.callvault.store.coordination.LiveNode;
import dev.callvault.store.coordination.Node;
import dev.callvault.store.coordination.NodeStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The nodes in memory, by a clock that stands for the database's. */
public final class MemoryNodeStore implements NodeStore {
    private final Map<String, LiveNode> nodes = new HashMap<>();
    private final InstantSource database;

    public MemoryNodeStore(InstantSource database) {
        this.database = database;
    }

    @Override
    public synchronized List<LiveNode> beat(Node node, Instant now) {
        Instant at = database.instant();
        nodes.values().removeIf(it -> isOlder(it, REMEMBERED));
        LiveNode known = nodes.get(node.id());
        Instant started = known == null ? at : known.startedAt();
        nodes.put(node.id(), new LiveNode(node, started, at, Duration.between(at, now)));
        return live();
    }

    @Override
    public synchronized List<LiveNode> live() {
        return nodes.values().stream()
                .filter(it -> !isOlder(it, LIVE))
                .sorted(Comparator.comparing(LiveNode::startedAt)
                        .thenComparing(it -> it.node().id()))
                .toList();
    }

    private boolean isOlder(LiveNode node, Duration age) {
        return Duration.between(node.seenAt(), database.instant()).abs().compareTo(age) > 0;
    }

    @Override
    public synchronized void leave(String id) {
        nodes.remove(id);
    }
}
