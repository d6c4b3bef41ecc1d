package dev.callvault.store.postgres.numbers;

import static dev.callvault.store.postgres.jooq.Tables.ACCOUNTS;

import dev.callvault.call.AccountId;
import dev.callvault.number.NumberReader;
import dev.callvault.number.ReadNumber;
import dev.callvault.store.NumberStore;
import dev.callvault.store.postgres.coordination.SelectNodes;
import dev.callvault.store.postgres.sql.Transactions;
import dev.callvault.store.postgres.sql.Unnest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jooq.impl.DSL;

public final class PostgresNumberStore implements NumberStore {
    /** Enough to spread a statement's costs, and few enough that nobody waits for their locks. */
    private static final int BATCH = 2000;

    /** Region by region, so that the names of accounts that differ only in it do not matter. */
    private static final String USE_REGION = """
            UPDATE archive.accounts SET region = {1}, numbers_version = numbers_version + 1
            WHERE account_id = {0} AND region <> {1}
              AND NOT EXISTS (SELECT FROM archive.nodes
                              WHERE settings ->> ('accounts[' || accounts.name || '].region') <> {1} AND $live)
            """;

    private final Transactions transactions;
    private final NumberReader reader;

    public PostgresNumberStore(Transactions transactions, NumberReader reader) {
        this.transactions = transactions;
        this.reader = reader;
    }

    @Override
    public void readAs(AccountId account, String region) {
        transactions.run("set the region of an account", dsl -> {
            dsl.execute(
                    USE_REGION.replace("$live", SelectNodes.IS_LIVE), Unnest.number(account.value()), DSL.val(region));
            UseMetadata.execute(dsl, reader);
        });
    }

    @Override
    public Set<ReadNumber> readings(String spelling) {
        Set<ReadNumber> readings = new LinkedHashSet<>();
        regions().forEach(it -> readings.add(reader.read(spelling, it)));
        return readings;
    }

    @Override
    public List<String> regions() {
        List<String> regions = transactions.inOne(
                "read the accounts' regions",
                dsl -> dsl.selectDistinct(ACCOUNTS.REGION)
                        .from(ACCOUNTS)
                        .orderBy(ACCOUNTS.REGION)
                        .fetch(ACCOUNTS.REGION));
        return regions.isEmpty() ? List.of("US") : regions;
    }

    @Override
    public int readSome() {
        transactions.run("bring the reading of numbers up to date", dsl -> UseMetadata.execute(dsl, reader));
        if (unread(1) == 0) {
            return 0;
        }
        List<Long> accounts = transactions.inOne(
                "read the accounts",
                dsl -> dsl.select(ACCOUNTS.ACCOUNT_ID).from(ACCOUNTS).fetch(ACCOUNTS.ACCOUNT_ID));
        for (long account : accounts) {
            for (String table : ReadAgain.TABLES) {
                int read = transactions.inOne(
                        "read numbers again",
                        dsl -> ReadAgain.execute(
                                dsl,
                                table,
                                AccountNumbers.of(dsl, new AccountId(account), reader),
                                new AccountId(account),
                                BATCH));
                if (read > 0) {
                    return read;
                }
            }
        }
        return 0;
    }

    @Override
    public long unread(long most) {
        return transactions.inOne("count the numbers to be read", dsl -> {
            long unread = ReadAgain.TABLES.stream()
                    .mapToLong(it -> Unread.count(dsl, it, most))
                    .sum();
            return Math.min(unread, most);
        });
    }
}
