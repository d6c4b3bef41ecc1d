package dev.callvault.store.postgres.sql;

import java.sql.SQLException;

/** The way to the database leads through a pooler that cannot be used. */
public final class TransactionPooling extends SQLException {
    private static final long serialVersionUID = 1;

    static final String HINT = "Let database.url name PostgreSQL itself, or a pool with pool_mode = session: Callvault"
            + " needs a session of its own for its locks.";

    public TransactionPooling() {
        super(
                "a connection pooler in transaction mode (as PgBouncer with pool_mode = transaction) is between"
                        + " Callvault and PostgreSQL",
                "0A000");
    }
}
