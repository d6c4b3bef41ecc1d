package dev.callvault.redact;

import dev.callvault.call.CallBody;
import dev.callvault.call.TimeWindow;
import dev.callvault.number.Mentions;
import dev.callvault.progress.Progress;
import dev.callvault.store.forget.MentioningLogs;
import dev.callvault.store.forget.StoredTexts;
import dev.callvault.store.forget.StoredTexts.StoredBody;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * Masks an erased number where the logs of other calls mention it; those logs are other people's, and stay. Each log is
 * replaced by itself, so this can be stopped and repeated.
 */
public final class MaskMentions {
    private static final long DAY = Duration.ofDays(1).toSeconds();

    private final MentioningLogs logs;
    private final StoredTexts store;
    private final Mentions mentions;
    private final boolean isTrial;

    /** @param isTrial counts without changing anything */
    public MaskMentions(MentioningLogs logs, StoredTexts store, Mentions mentions, boolean isTrial) {
        this.logs = logs;
        this.store = store;
        this.mentions = mentions;
        this.isTrial = isTrial;
    }

    /** How many logs mentioned the number. */
    public long run(Set<String> forms, Progress progress) {
        long masked = 0;
        try (Progress.Part part = progress.begin("looking for mentions in logs", "day")) {
            List<TimeWindow> days = days();
            part.of(days.size());
            for (TimeWindow day : days) {
                masked += logs.candidates(forms, day).stream()
                        .filter(it -> isMasked(it, forms))
                        .count();
                part.did(1);
            }
        }
        return masked;
    }

    private List<TimeWindow> days() {
        return logs.days().stream()
                .flatMapToLong(it -> LongStream.range(0, it.seconds() / DAY).map(day -> it.from() + day * DAY))
                .mapToObj(it -> new TimeWindow(it, it + DAY))
                .toList();
    }

    private boolean isMasked(MentioningLogs.Log log, Set<String> forms) {
        StoredBody stored = logs.read(log).orElse(null);
        if (stored == null) {
            return false;
        }
        // what is no text is searched byte by byte, so that all else in it stays as it is
        Charset charset = stored.body().isText() ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
        MaskedLog masked =
                MaskedLog.of(stored.body().content(), charset, new MaskedLog.Sought(mentions, forms, log.region()));
        if (masked.mentions() > 0 && !isTrial) {
            store.replace(log.account(), List.of(replacement(stored, masked)));
        }
        return masked.mentions() > 0;
    }

    private static StoredBody replacement(StoredBody stored, MaskedLog masked) {
        Map<String, Integer> redactions = new HashMap<>(stored.body().redactions());
        redactions.merge(StoredTexts.ERASED_NUMBER, masked.mentions(), Integer::sum);
        CallBody body = new CallBody(masked.content(), stored.body().location(), redactions);
        return new StoredBody(stored.logId(), stored.startedAt(), body, stored.isQuarantined());
    }
}
