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

/** What is stored, read in batches and in order, and replaced where it has to change. */
public interface StoredTexts {
    /**
     * The next bodies behind one of them, in the order of their log ids; about so many bytes, or one body.
     *
     * @param after empty for the first
     */
    List<StoredBody> bodies(AccountId account, Optional<LogId> after, long bytes);

    /** Puts other bodies in the place of these, with their hashes; one that has changed meanwhile is left. */
    void replace(AccountId account, List<StoredBody> bodies);

    /**
     * The next lines of a stream behind a time, earliest first, and whole: identical lines are never in two batches. Those
     * without a time come last, all at once.
     *
     * @param after empty for the first
     */
    List<StoredLine> lines(AccountId account, LogStream stream, Optional<Instant> after, int most);

    /** The lines without a time. */
    List<StoredLine> timelessLines(AccountId account, LogStream stream);

    /** Stores other lines in the place of these. A line that is there already, since it was listed meanwhile, is the same one. */
    void replace(AccountId account, List<LineKey> old, Rows lines);

    /** The rows that could not be read. */
    List<KeptUnread> unread(AccountId account);

    /** Puts another text and reason in the place of a row's, and its hash with them. */
    void replace(AccountId account, KeptUnread old, String text, String reason);

    /**
     * A body as it is stored.
     *
     * @param isQuarantined whether it is a raw answer that could not be read
     */
    record StoredBody(LogId logId, Instant startedAt, CallBody body, boolean isQuarantined) {}

    /** A line as it is stored. */
    record StoredLine(LineKey key, Optional<Instant> at, RawLine raw) {}
}
