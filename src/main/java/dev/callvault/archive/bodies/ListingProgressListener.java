package dev.callvault.archive.bodies;

import dev.callvault.archive.report.RunListener;
import dev.callvault.call.Account;
import dev.callvault.call.LogStream;
import dev.callvault.store.listing.Written;

/** Signals calls that were listed to those who fetch their logs. */
public record ListingProgressListener(ListingProgress progress) implements RunListener {
    @Override
    public void listed(Account account, LogStream stream, int rows, Written written) {
        if (stream == LogStream.CALLS) {
            progress.came();
        }
    }
}
