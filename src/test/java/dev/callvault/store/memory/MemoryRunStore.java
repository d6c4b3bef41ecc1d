package dev.callvault.store.memory;

import dev.callvault.call.AccountId;
import dev.callvault.store.coordination.RunStore;
import dev.callvault.store.memory.MemoryAccount.LastRun;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

final class MemoryRunStore implements RunStore {
    private final MemoryArchive archive;

    MemoryRunStore(MemoryArchive archive) {
        this.archive = archive;
    }

    @Override
    public void record(AccountId account, String stream, Instant at, @Nullable String failure, long requests) {
        synchronized (archive) {
            @Nullable LastRun before = archive.of(account).runs.get(stream);
            @Nullable Instant lastSuccess = before == null ? null : before.succeededAt();
            long earlier = before == null ? 0 : before.requests();
            archive.of(account)
                    .runs
                    .put(
                            stream,
                            new LastRun(
                                    at,
                                    failure == null ? at : lastSuccess,
                                    failure,
                                    earlier + requests,
                                    usual(before, at, failure == null)));
        }
    }

    private static @Nullable Duration usual(@Nullable LastRun before, Instant at, boolean isSuccess) {
        if (before == null) {
            return null;
        }
        @Nullable Instant last = before.succeededAt();
        @Nullable Duration usual = before.usual();
        if (!isSuccess || last == null || !at.isAfter(last)) {
            return usual;
        }
        long distance = Duration.between(last, at).toSeconds();
        return Duration.ofSeconds(
                usual == null ? distance : (usual.toSeconds() + Math.min(distance, 4 * usual.toSeconds())) / 2);
    }

    @Override
    public Optional<Instant> lastSuccess(AccountId account, String stream) {
        synchronized (archive) {
            return Optional.ofNullable(archive.of(account).runs.get(stream)).map(LastRun::succeededAt);
        }
    }
}
