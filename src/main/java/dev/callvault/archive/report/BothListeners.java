package dev.callvault.archive.report;

import dev.callvault.call.Account;
import dev.callvault.call.LogStream;
import dev.callvault.store.bodies.BodyOutcome;
import dev.callvault.store.listing.Written;
import java.util.List;

record BothListeners(RunListener first, RunListener second) implements RunListener {
    @Override
    public void listed(Account account, LogStream stream, int rows, Written written) {
        first.listed(account, stream, rows, written);
        second.listed(account, stream, rows, written);
    }

    @Override
    public void settled(Account account, List<BodyOutcome> outcomes) {
        first.settled(account, outcomes);
        second.settled(account, outcomes);
    }

    @Override
    public void totalDiffered(Account account, LogStream stream) {
        first.totalDiffered(account, stream);
        second.totalDiffered(account, stream);
    }

    @Override
    public void ended(Account account, String stream, boolean succeeded, long requests) {
        first.ended(account, stream, succeeded, requests);
        second.ended(account, stream, succeeded, requests);
    }
}
