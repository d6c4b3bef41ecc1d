package dev.callvault.app.daemon;

import dev.callvault.archive.report.RunListener;
import dev.callvault.call.Account;
import dev.callvault.heartbeat.Heartbeat;

/** Tells the heartbeat that a run has succeeded. */
record RunHeartbeat(Heartbeat heartbeat) implements RunListener {
    @Override
    public void ended(Account account, String stream, boolean succeeded, long requests) {
        if (succeeded) {
            heartbeat.succeeded();
        }
    }
}
