package dev.callvault.container;

import dev.callvault.Proof;
import dev.callvault.config.DatabaseSettings;
import dev.callvault.store.postgres.PostgresStoreContract;
import javax.sql.DataSource;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.ds.PGSimpleDataSource;

/** PostgreSQL keeps the contract; the servers are those in containers. */
@Proof
@ParameterizedClass(name = "{0}")
@MethodSource("dev.callvault.container.ContainerServer#images")
class ContainerStoreTest extends PostgresStoreContract {
    @Parameter
    @SuppressWarnings("NullAway.Init")
    private String image;

    @Override
    protected DataSource freshDatabase() {
        DatabaseSettings fresh = ContainerServer.of(image).databases().fresh();
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(fresh.url());
        database.setUser(fresh.username());
        database.setPassword(fresh.password().reveal());
        return database;
    }
}
