package dev.callvault.store.postgres.imports;

import dev.callvault.call.AccountId;
import dev.callvault.store.bodies.BodyOutcome;
import dev.callvault.store.bodies.WantedBody;
import dev.callvault.store.forget.RecordKind;
import dev.callvault.store.imports.Fate;
import dev.callvault.store.imports.ImportTerms;
import dev.callvault.store.imports.OfferedLog;
import dev.callvault.store.postgres.bodies.SettleBodies;
import dev.callvault.store.postgres.imports.JudgeLogs.Judged;
import dev.callvault.store.postgres.sql.Unnest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jooq.DSLContext;

/** Stores logs that were brought along as fetched ones are: with the calls' states, the queue and the gaps. */
final class StoreLogs {
    /** Nobody fetches a call's log meanwhile: whoever stores one locks the call first. */
    private static final String LOCK = """
            SELECT log_id FROM archive.calls WHERE account_id = {0} AND log_id = ANY ({1}::bigint[]) ORDER BY log_id FOR NO KEY UPDATE
            """;

    private static final String MARK = """
            UPDATE archive.call_logs AS log SET import_id = row.import_id
            FROM unnest({1}::bigint[], {2}::bigint[], {3}::bigint[]) AS row (log_id, started, import_id)
            WHERE log.account_id = {0} AND log.log_id = row.log_id AND log.started_at = to_timestamp(row.started)
            """;

    private final DSLContext dsl;
    private final AccountId account;
    private final ImportTerms terms;

    StoreLogs(DSLContext dsl, AccountId account, ImportTerms terms) {
        this.dsl = dsl;
        this.account = account;
        this.terms = terms;
    }

    List<OfferedLog.Outcome> execute(List<OfferedLog> logs) {
        if (!terms.isTrial()) {
            dsl.execute(
                    LOCK,
                    Unnest.number(account.value()),
                    Unnest.numbers(logs, it -> it.logId().value()));
        }
        Set<Long> seen = new HashSet<>();
        List<Judged> judged = JudgeLogs.fetch(dsl, account, logs, terms).stream()
                .map(it -> it.fate() == Fate.NEW && !seen.add(it.log().logId().value())
                        ? new Judged(it.log(), it.startedAt(), Fate.THERE)
                        : it)
                .toList();
        Map<OfferedLog, Long> imports = terms.isTrial() ? Map.of() : store(judged);
        return judged.stream().map(it -> outcome(it, imports)).toList();
    }

    private static OfferedLog.Outcome outcome(Judged judged, Map<OfferedLog, Long> imports) {
        Optional<Long> importId = Optional.ofNullable(imports.get(judged.log()));
        return new OfferedLog.Outcome(
                importId.map(judged.log().file()::as).orElse(judged.log().file()), judged.fate());
    }

    private Map<OfferedLog, Long> store(List<Judged> judged) {
        List<Judged> fresh = judged.stream().filter(it -> it.fate() == Fate.NEW).toList();
        if (fresh.isEmpty()) {
            return Map.of();
        }
        List<BodyOutcome> outcomes = new ArrayList<>();
        fresh.forEach(
                it -> outcomes.add(new BodyOutcome.Archived(wanted(it), it.log().body())));
        SettleBodies.execute(dsl, account, "", outcomes, terms.now());
        Map<OfferedLog, Long> imports = new LinkedHashMap<>();
        Map<String, Long> byFile = new LinkedHashMap<>();
        for (Judged log : fresh) {
            // the logs of one file come one after another, and are of one import
            long id = log.log()
                    .file()
                    .id()
                    .orElseGet(() -> byFile.computeIfAbsent(
                            log.log().file().name(),
                            name -> SaveFile.begun(dsl, account, log.log().file(), terms)));
            imports.put(log.log(), id);
            SaveFile.count(dsl, id, RecordKind.BODIES, 1);
        }
        dsl.execute(
                MARK,
                Unnest.number(account.value()),
                Unnest.numbers(fresh, it -> it.log().logId().value()),
                Unnest.seconds(fresh, it -> it.startedAt().orElseThrow()),
                Unnest.numbers(fresh, it -> imports.get(it.log())));
        return imports;
    }

    private static WantedBody wanted(Judged judged) {
        Instant startedAt = judged.startedAt().orElseThrow();
        return new WantedBody(judged.log().logId(), startedAt, startedAt, 0);
    }
}
