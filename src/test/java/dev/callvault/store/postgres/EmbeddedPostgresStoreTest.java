package dev.callvault.store.postgres;

import dev.callvault.app.TestServer;
import dev.callvault.config.DatabaseSettings;
import javax.sql.DataSource;
import org.junit.jupiter.api.Order;
import org.postgresql.ds.PGSimpleDataSource;

/** PostgreSQL keeps the contract; the server is the embedded one. */
@Order(2)
class EmbeddedPostgresStoreTest extends PostgresStoreContract {
    @Override
    protected DataSource freshDatabase() {
        DatabaseSettings fresh = TestServer.freshDatabase();
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(fresh.url());
        database.setUser(fresh.username());
        return database;
    }
}
