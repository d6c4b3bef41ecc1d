package dev.callvault.simulation;

import dev.callvault.call.AccountId;
import dev.callvault.call.CallKey;
import dev.callvault.call.CallSummary;
import dev.callvault.call.CoverageSpan;
import dev.callvault.call.LogState;
import dev.callvault.call.LogStream;
import dev.callvault.call.TimeWindow;
import dev.callvault.store.memory.MemoryAccount;
import dev.callvault.store.memory.MemoryArchive;
import dev.callvault.store.memory.MemoryLedger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

record MemoryContents(MemoryArchive archive) implements ArchiveContents {
    private MemoryLedger ledger(AccountId account, LogStream stream) {
        return archive.of(account).ledger(stream);
    }

    @Override
    public Map<CallKey, CallSummary> calls(AccountId account) {
        Map<CallKey, CallSummary> calls = new HashMap<>();
        archive.of(account).everyCall().forEach(it -> calls.put(it.summary().key(), it.summary()));
        return calls;
    }

    @Override
    public boolean isStored(AccountId account, CallKey call) {
        return archive.of(account).isStored(call);
    }

    @Override
    public int copies(AccountId account, LogStream stream, String line) {
        return archive.of(account).copies(stream, line);
    }

    @Override
    public Map<CallKey, String> bodies(AccountId account) {
        Map<CallKey, String> bodies = new HashMap<>();
        archive.of(account).everyBody().forEach((call, body) -> {
            if (body.quarantine() == null) {
                bodies.put(call, new String(body.content(), StandardCharsets.UTF_8));
            }
        });
        return bodies;
    }

    @Override
    public List<String> lines(AccountId account, LogStream stream) {
        MemoryAccount kept = archive.of(account);
        return stream == LogStream.SESSIONS
                ? kept.sessions().values().stream().map(it -> it.raw().text()).toList()
                : kept.errors().values().stream().map(it -> it.raw().text()).toList();
    }

    @Override
    public Set<CallKey> lostLogs(AccountId account) {
        MemoryAccount kept = archive.of(account);
        return kept.everyCall()
                .map(MemoryAccount.Call::summary)
                .filter(kept::hasBodyGap)
                .map(CallSummary::key)
                .collect(Collectors.toSet());
    }

    @Override
    public Set<CallKey> archivedLogs(AccountId account) {
        return archive.of(account)
                .everyCall()
                .filter(it -> it.state() == LogState.ARCHIVED)
                .map(it -> it.summary().key())
                .collect(Collectors.toSet());
    }

    @Override
    public List<TimeWindow> lostTime(AccountId account, LogStream stream) {
        return ledger(account, stream).lost();
    }

    @Override
    public List<TimeWindow> unproven(AccountId account, LogStream stream) {
        return ledger(account, stream).spans().stream()
                .filter(it -> !it.proven())
                .map(CoverageSpan::window)
                .toList();
    }

    @Override
    public Optional<Instant> beginning(AccountId account, LogStream stream) {
        return ledger(account, stream).spans().stream()
                .findFirst()
                .map(it -> it.window().start());
    }

    @Override
    public Optional<Instant> watermark(AccountId account, LogStream stream) {
        return ledger(account, stream).watermark();
    }

    @Override
    public long claims(AccountId account) {
        return archive.of(account).claims();
    }
}
