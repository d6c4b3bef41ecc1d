package dev.callvault.store.forget;

import dev.callvault.call.AccountId;
import dev.callvault.call.CallBody;
import dev.callvault.call.LineKey;
import dev.callvault.call.LogId;
import dev.callvault.call.LogStream;
import dev.callvault.call.RawLine;
import dev.callvault.store.listing.KeptUnread;
import dev.callvault.store.listing.Rows;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Stored texts, read in order and in batches, and replaced where they must change. */
public interface StoredTexts {
    /** The name under which masked mentions of an erased number are counted, as those of a redaction rule are. */
    String ERASED_NUMBER = "erased-number";

    /**
     * The next logs after a given one, by log id; about this many bytes, at least one log.
     *
     * @param after empty for the first
     */
    List<StoredBody> bodies(AccountId account, Optional<LogId> after, long bytes);

    /** Replaces these logs and their hashes; one that has changed meanwhile is left alone. */
    void replace(AccountId account, List<StoredBody> bodies);

    /**
     * The next lines of a stream after a time, earliest first; identical lines are never split between batches. Lines
     * without a time come last, all at once.
     *
     * @param after empty for the first
     */
    List<StoredLine> lines(AccountId account, LogStream stream, Optional<Instant> after, int most);

    /** The lines without a time. */
    List<StoredLine> timelessLines(AccountId account, LogStream stream);

    /** Replaces lines. A replacement that is already stored, because it was listed meanwhile, is the same line. */
    void replace(AccountId account, List<LineKey> old, Rows lines);

    /** The rows that could not be read. */
    List<KeptUnread> unread(AccountId account);

    /** Replaces a row's text, reason and hash. */
    void replace(AccountId account, KeptUnread old, String text, String reason);

    /**
     * A log as stored.
     *
     * @param isQuarantined whether it is a raw response that could not be read
     */
    record StoredBody(LogId logId, Instant startedAt, CallBody body, boolean isQuarantined) {}

    /** A line as stored. */
    record StoredLine(LineKey key, Optional<Instant> at, RawLine raw) {}
}
