package dev.callvault.archive.bodies;

import dev.callvault.archive.report.RunListener;
import dev.callvault.call.Account;
import dev.callvault.call.LogStream;
import dev.callvault.store.bodies.BodyOutcome;
import dev.callvault.store.listing.Written;
import java.util.List;

/** Forwards a run's events, and signals newly listed calls to those who fetch their logs. */
public record ListedSignal(RunListener inner, Arrivals arrivals) implements RunListener {
    @Override
    public void listed(Account account, LogStream stream, int rows, Written written) {
        inner.listed(account, stream, rows, written);
        if (stream == LogStream.CALLS) {
            arrivals.came();
        }
    }

    @Override
    public void settled(Account account, List<BodyOutcome> outcomes) {
        inner.settled(account, outcomes);
    }

    @Override
    public void ended(Account account, String stream, boolean succeeded, long requests) {
        inner.ended(account, stream, succeeded, requests);
    }

    @Override
    public void totalDiffered(Account account, LogStream stream) {
        inner.totalDiffered(account, stream);
    }
}
