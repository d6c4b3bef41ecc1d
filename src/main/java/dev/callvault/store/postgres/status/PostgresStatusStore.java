package dev.callvault.store.postgres.status;

import static dev.callvault.store.postgres.jooq.Tables.CALLS;

import dev.callvault.call.Account;
import dev.callvault.call.AccountId;
import dev.callvault.call.Acknowledgement;
import dev.callvault.store.coordination.LoginLedger;
import dev.callvault.store.coordination.LoginStore.Refused;
import dev.callvault.store.forget.Decision;
import dev.callvault.store.listing.UnprovenSpan;
import dev.callvault.store.postgres.coordination.SelectLogins;
import dev.callvault.store.postgres.listing.SelectDoubts;
import dev.callvault.store.postgres.sql.SelectClosed;
import dev.callvault.store.postgres.sql.Transactions;
import dev.callvault.store.status.AccountStatus;
import dev.callvault.store.status.AccountStatus.StreamStatus;
import dev.callvault.store.status.Forecast;
import dev.callvault.store.status.LossId;
import dev.callvault.store.status.Losses;
import dev.callvault.store.status.StatusStore;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

public final class PostgresStatusStore implements StatusStore {
    private final Transactions transactions;

    public PostgresStatusStore(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public AccountStatus status(Account account, Instant now) {
        return statuses(List.of(account), now).getFirst();
    }

    @Override
    public List<AccountStatus> statuses(List<Account> accounts, Instant now) {
        return read(accounts, now, true);
    }

    @Override
    public List<AccountStatus> glance(List<Account> accounts, Instant now) {
        return read(accounts, now, false);
    }

    /** Takes nine statements, however many accounts there are. */
    private List<AccountStatus> read(List<Account> accounts, Instant now, boolean isCounted) {
        List<AccountId> ids = accounts.stream().map(Account::id).toList();
        return transactions.inOne("read the status of the accounts", dsl -> {
            Map<AccountId, List<StreamStatus>> streams = SelectStreams.fetch(dsl, ids, isCounted);
            Map<AccountId, Map<String, Long>> states = isCounted ? logStates(dsl, ids) : Map.of();
            Map<AccountId, Forecast> forecasts = SelectForecast.fetch(dsl, ids, now);
            Map<AccountId, LoginLedger> logins = SelectLogins.fetch(dsl, ids);
            Map<AccountId, List<UnprovenSpan>> unproven = SelectDoubts.fetchOpen(dsl, ids, AccountStatus.MAX_NAMED);
            Map<AccountId, SelectLosses.Counts> counts = SelectLosses.counts(dsl, ids);
            Map<String, Decision> closed = SelectClosed.fetch(dsl, DSL.noCondition());
            return accounts.stream()
                    .map(it -> status(
                            it,
                            Objects.requireNonNull(streams.get(it.id())),
                            states.getOrDefault(it.id(), Map.of()),
                            Objects.requireNonNull(forecasts.get(it.id())),
                            Objects.requireNonNull(logins.get(it.id()))
                                    .standing()
                                    .alarm(),
                            unproven.getOrDefault(it.id(), List.of()),
                            counts.getOrDefault(it.id(), SelectLosses.Counts.NONE),
                            Optional.ofNullable(closed.get(it.name()))))
                    .toList();
        });
    }

    private static AccountStatus status(
            Account account,
            List<StreamStatus> streams,
            Map<String, Long> states,
            Forecast forecast,
            Optional<Refused> login,
            List<UnprovenSpan> unproven,
            SelectLosses.Counts counts,
            Optional<Decision> closed) {
        return new AccountStatus(
                account.name(),
                streams,
                states,
                forecast,
                login,
                unproven,
                counts.unread(),
                counts.conflicts(),
                counts.acknowledged(),
                closed);
    }

    /** Without imported calls: nobody has to have their logs. */
    private static Map<AccountId, Map<String, Long>> logStates(DSLContext dsl, List<AccountId> accounts) {
        Map<AccountId, Map<String, Long>> states = new HashMap<>();
        dsl.select(CALLS.ACCOUNT_ID, CALLS.LOG_STATE, DSL.count())
                .from(CALLS)
                .where(CALLS.ACCOUNT_ID.in(
                        accounts.stream().map(AccountId::value).toList()))
                .and(CALLS.IMPORT_ID.isNull())
                .groupBy(CALLS.ACCOUNT_ID, CALLS.LOG_STATE)
                .orderBy(CALLS.ACCOUNT_ID, CALLS.LOG_STATE)
                .forEach(row -> states.computeIfAbsent(new AccountId(row.value1()), it -> new LinkedHashMap<>())
                        .put(row.value2(), row.value3().longValue()));
        return states;
    }

    @Override
    public Losses losses(AccountId account) {
        return transactions.inOne("read what is missing or doubtful", dsl -> SelectLosses.fetch(dsl, account));
    }

    @Override
    public Outcome acknowledge(List<LossId> ids, Acknowledgement how) {
        return transactions.inOne("acknowledge losses", dsl -> AcknowledgeLosses.execute(dsl, ids, how));
    }
}
