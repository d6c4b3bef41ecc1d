package dev.callvault.store;

import dev.callvault.call.Account;
import dev.callvault.call.CallBody;
import dev.callvault.call.CallSummary;
import dev.callvault.call.CoverageSpan;
import dev.callvault.call.LogId;
import dev.callvault.call.LogStream;
import dev.callvault.call.RawLine;
import dev.callvault.call.SessionId;
import dev.callvault.call.TimeWindow;
import dev.callvault.content.Content;
import dev.callvault.refine.Lines;
import dev.callvault.store.bodies.BodyOutcome;
import dev.callvault.store.bodies.BodyStore;
import dev.callvault.store.bodies.WantedBody;
import dev.callvault.store.listing.Listing;
import dev.callvault.store.listing.Rows;
import dev.callvault.store.listing.Written;
import dev.callvault.store.status.AccountStatus;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;

/** Shared by the tests of the ports: an empty archive with one account, and short names for values. */
abstract class StoreContract {
    static final Instant NOW = Instant.parse("2026-11-20T20:00:00Z");
    static final long T = NOW.getEpochSecond();

    @SuppressWarnings("NullAway.Init")
    Ports store;

    @SuppressWarnings("NullAway.Init")
    Account account;

    /** A new archive. */
    protected abstract Ports fresh();

    @BeforeEach
    void open() {
        store = fresh();
        account = store.accounts()
                .register(
                        "default",
                        new ProviderLogin(URI.create("https://example.com/ws"), "user"),
                        ZoneId.of("America/New_York"),
                        NOW);
    }

    static CallSummary call(long id, long startedAt) {
        return new CallSummary(
                new LogId(id),
                new SessionId("100001;001;" + startedAt),
                "inbound",
                "8005550142",
                "6175550199",
                Instant.ofEpochSecond(startedAt),
                Instant.ofEpochSecond(startedAt + 60));
    }

    static CoverageSpan proven(long from, long to, long total) {
        return new CoverageSpan(new TimeWindow(from, to), total, true);
    }

    static CoverageSpan unproven(long from, long to, long total) {
        return new CoverageSpan(new TimeWindow(from, to), total, false);
    }

    Written save(List<CallSummary> calls, CoverageSpan... spans) {
        return store.listings().save(account.id(), new Listing(new Rows.Calls(calls), List.of(spans), NOW));
    }

    /** A line of a session that begins at this time; a line without a time cannot be read. */
    static String session(String caller, long startedAt) {
        return "inbound " + caller + " 000 [20/Nov/2026:15:00:00 -0500] 8005550142 100001;000;" + (startedAt - 9) + " "
                + startedAt + " " + (startedAt + 60) + " 00:01:00";
    }

    Written save(Rows rows, CoverageSpan... spans) {
        return store.listings().save(account.id(), new Listing(rows, List.of(spans), NOW));
    }

    Rows.Sessions sessions(String... lines) {
        return new Rows.Sessions(new Lines(account.zone())
                .sessions(Stream.of(lines).map(it -> new RawLine(it, false)).toList()));
    }

    Rows.Errors errors(String... lines) {
        return new Rows.Errors(new Lines(account.zone())
                .errors(Stream.of(lines).map(it -> new RawLine(it, false)).toList(), it -> List.of()));
    }

    /** Claims all wanted logs and settles them all in the same way. */
    void settle(Function<WantedBody, BodyOutcome> outcome, int most) {
        List<WantedBody> wanted = store.bodies()
                .claim(account.id(), new BodyStore.Claim(most, "a", NOW, NOW, NOW.plusSeconds(50), Instant.EPOCH));
        store.bodies().settle(account.id(), "a", wanted.stream().map(outcome).toList(), NOW);
    }

    List<CoverageSpan> ledger() {
        return store.listings().coverage(account.id(), LogStream.CALLS, new TimeWindow(T - 1_000_000, T + 1_000_000));
    }

    Instant completeThrough(String stream) {
        return store.status().status(account, NOW).streams().stream()
                .filter(it -> it.stream().equals(stream))
                .findFirst()
                .flatMap(AccountStatus.StreamStatus::completeThrough)
                .orElse(Instant.MIN);
    }

    static Instant at(long second) {
        return Instant.ofEpochSecond(second);
    }

    static CallBody body(String text) {
        return new CallBody(Content.of(text.getBytes(StandardCharsets.UTF_8)), "Boston");
    }
}
