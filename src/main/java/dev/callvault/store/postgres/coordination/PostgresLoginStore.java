package dev.callvault.store.postgres.coordination;

import dev.callvault.call.AccountId;
import dev.callvault.store.coordination.LoginLedger;
import dev.callvault.store.coordination.LoginStore;
import dev.callvault.store.postgres.sql.Transactions;
import java.time.Duration;
import java.util.function.Consumer;

public final class PostgresLoginStore implements LoginStore {
    private final Transactions transactions;

    public PostgresLoginStore(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public byte[] salt(AccountId account) {
        return transactions.inOne("read the salt of the logins", dsl -> UpdateLogins.lock(dsl, account));
    }

    @Override
    public Standing standing(AccountId account) {
        return transactions.inOne(
                "read the state of the login",
                dsl -> SelectLogins.fetch(dsl, account).standing());
    }

    @Override
    public boolean tryNow(AccountId account, String login, boolean isExplicit) {
        return transactions.inOne(
                "claim a login attempt", dsl -> UpdateLogins.execute(dsl, account, it -> it.tryNow(login, isExplicit)));
    }

    @Override
    public void refuse(AccountId account, String login, String by, String message) {
        change("record a refused login", account, it -> it.refuse(login, by, message));
    }

    @Override
    public void undecided(AccountId account, String login) {
        change("return a login attempt", account, it -> it.undecided(login));
    }

    @Override
    public void accept(AccountId account, String login, Duration ago) {
        change("record an accepted login", account, it -> it.accept(login, ago));
    }

    private void change(String purpose, AccountId account, Consumer<LoginLedger> change) {
        transactions.run(
                purpose,
                dsl -> UpdateLogins.execute(dsl, account, ledger -> {
                    change.accept(ledger);
                    return true;
                }));
    }
}
