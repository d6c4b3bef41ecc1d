package dev.callvault.app;

import dev.callvault.archive.report.RunListener;
import dev.callvault.call.Account;
import dev.callvault.call.LogStream;
import dev.callvault.progress.Progress;
import dev.callvault.store.bodies.BodyOutcome;
import dev.callvault.store.listing.Written;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells how far a pass over all accounts is. How many logs there are to fetch is known once the calls of every account are
 * listed; how many rows a stream has is never known before.
 */
final class PassProgress implements RunListener, AutoCloseable {
    private final Progress progress;
    private final int accounts;
    private final Progress.Part logs;
    private final Map<LogStream, Progress.Part> listings = new EnumMap<>(LogStream.class);
    private final Map<LogStream, Set<String>> listed = new EnumMap<>(LogStream.class);
    private long wanted;

    /** @param waiting how many logs earlier passes have left */
    PassProgress(Progress progress, int accounts, long waiting) {
        this.progress = progress;
        this.accounts = accounts;
        this.wanted = waiting;
        this.logs = progress.begin("fetching logs", "log");
        for (LogStream stream : LogStream.values()) {
            listed.put(stream, new HashSet<>());
        }
        begin(LogStream.CALLS);
    }

    private void begin(LogStream stream) {
        listings.computeIfAbsent(stream, it -> progress.begin("listing " + it.label(), "row"));
    }

    @Override
    public synchronized void listed(Account account, LogStream stream, int rows, Written written) {
        if (!isListed(stream)) {
            begin(stream);
            Objects.requireNonNull(listings.get(stream)).did(rows);
        }
        if (stream == LogStream.CALLS) {
            wanted += written.inserted();
        }
    }

    @Override
    public void settled(Account account, List<BodyOutcome> outcomes) {
        logs.did(outcomes.size());
    }

    @Override
    public synchronized void ended(Account account, String stream, boolean succeeded, long requests) {
        for (LogStream one : LogStream.values()) {
            if (one.label().equals(stream)) {
                listed(account.name(), one);
            }
        }
    }

    /** Nothing more will come of an account, whatever ended it. */
    synchronized void left(String account) {
        for (LogStream stream : LogStream.values()) {
            listed(account, stream);
        }
    }

    private void listed(String account, LogStream stream) {
        Set<String> names = Objects.requireNonNull(listed.get(stream));
        if (names.add(account) && names.size() == accounts) {
            Progress.@Nullable Part part = listings.get(stream);
            if (part != null) {
                part.close();
            }
            if (stream == LogStream.CALLS) {
                logs.of(wanted);
            }
        }
    }

    private boolean isListed(LogStream stream) {
        return Objects.requireNonNull(listed.get(stream)).size() >= accounts;
    }

    @Override
    public synchronized void close() {
        logs.close();
        listings.values().forEach(Progress.Part::close);
    }
}
