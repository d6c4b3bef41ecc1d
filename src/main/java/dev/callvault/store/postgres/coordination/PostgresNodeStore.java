package dev.callvault.store.postgres.coordination;

import static dev.callvault.store.postgres.jooq.Tables.NODES;

import dev.callvault.store.coordination.LiveNode;
import dev.callvault.store.coordination.Node;
import dev.callvault.store.coordination.NodeStore;
import dev.callvault.store.postgres.sql.SchemaMark;
import dev.callvault.store.postgres.sql.Transactions;
import java.time.Instant;
import java.util.List;

public final class PostgresNodeStore implements NodeStore {
    /** Rows that another node is deleting now are left to it. */
    private static final String FORGET = """
            DELETE FROM archive.nodes WHERE node IN (
                SELECT node FROM archive.nodes
                WHERE seen_at NOT BETWEEN clock_timestamp() - interval '1 day' AND clock_timestamp() + interval '1 day'
                FOR UPDATE SKIP LOCKED)
            """;

    private final Transactions transactions;

    public PostgresNodeStore(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public List<LiveNode> beat(Node node, Instant now) {
        return transactions.inOne("record that node " + node.id() + " is live", dsl -> {
            UpsertNode.execute(dsl, node, now);
            SchemaMark.requireHere(dsl); // after the row, for which a move that begins has to wait
            dsl.execute(FORGET);
            return SelectNodes.fetch(dsl);
        });
    }

    @Override
    public List<LiveNode> live() {
        return transactions.inOne("read the live nodes", SelectNodes::fetch);
    }

    @Override
    public void leave(String id) {
        transactions.run(
                "leave as node " + id,
                dsl -> dsl.deleteFrom(NODES).where(NODES.NODE.eq(id)).execute());
    }
}
