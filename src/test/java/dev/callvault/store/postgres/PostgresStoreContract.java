package dev.callvault.store.postgres;

import dev.callvault.store.BodyStoreContract;
import dev.callvault.store.ListingStoreContract;
import dev.callvault.store.Ports;
import dev.callvault.store.RunsAndFenceContract;
import javax.sql.DataSource;
import org.junit.jupiter.api.Nested;

/** The contract of the store on a PostgreSQL of the subclass's choice. */
public abstract class PostgresStoreContract {
    /** A migrated, empty database for one test; several connections at once are needed. */
    protected abstract DataSource freshDatabase();

    /** The ports on a database. */
    public static Ports ports(DataSource database) {
        PostgresArchive archive = new PostgresArchive(database);
        return new Ports(
                archive.accounts(),
                archive.listings(),
                archive.bodies(),
                archive.runs(),
                archive.status(),
                archive.sessionTimes(),
                archive.fence());
    }

    @Nested
    class Listings extends ListingStoreContract {
        @Override
        protected Ports fresh() {
            return ports(freshDatabase());
        }
    }

    @Nested
    class Bodies extends BodyStoreContract {
        @Override
        protected Ports fresh() {
            return ports(freshDatabase());
        }
    }

    @Nested
    class RunsAndFence extends RunsAndFenceContract {
        @Override
        protected Ports fresh() {
            return ports(freshDatabase());
        }
    }
}
