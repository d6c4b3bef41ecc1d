package dev.callvault.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.store.BodyStoreContract;
import dev.callvault.store.ListingStoreContract;
import dev.callvault.store.Ports;
import dev.callvault.store.RunsAndFenceContract;
import javax.sql.DataSource;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

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

    /** One that does looks as good as the key as long as there are no statistics; then all of an account's rows are read. */
    @Test
    void no_index_but_the_key_begins_with_the_account() {
        var indexes = DSL.using(freshDatabase(), SQLDialect.POSTGRES).fetch("""
                        SELECT each.indexrelid::regclass::text
                        FROM pg_index AS each JOIN pg_attribute AS first ON first.attrelid = each.indexrelid AND first.attnum = 1
                        WHERE each.indrelid IN ('archive.calls'::regclass, 'archive.sessions'::regclass,
                                                'archive.errors'::regclass, 'archive.body_queue'::regclass)
                          AND each.indpred IS NULL AND first.attname = 'account_id'
                        ORDER BY 1
                        """).intoSet(0, String.class);
        assertThat(indexes)
                .containsExactlyInAnyOrder(
                        "archive.body_queue_pkey",
                        "archive.calls_pkey",
                        "archive.errors_pkey",
                        "archive.sessions_pkey");
    }
}
