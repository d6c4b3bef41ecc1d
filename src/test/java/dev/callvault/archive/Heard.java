package dev.callvault.archive;

import dev.callvault.archive.report.RunListener;
import dev.callvault.call.Account;
import dev.callvault.call.LogStream;
import dev.callvault.store.bodies.BodyOutcome;
import dev.callvault.store.listing.Written;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Records the events of the runs. */
public final class Heard implements RunListener {
    public final List<String> all = new CopyOnWriteArrayList<>();

    public List<String> ofKind(String kind) {
        return all.stream().filter(it -> it.startsWith(kind)).toList();
    }

    @Override
    public void listed(Account account, LogStream stream, int rows, Written written) {
        all.add("listed " + account.name() + " " + stream.label() + " " + rows + " +" + written.inserted() + " ~"
                + written.updated());
    }

    @Override
    public void settled(Account account, List<BodyOutcome> outcomes) {
        all.add("settled " + account.name() + " " + outcomes.size());
    }

    @Override
    public void ended(Account account, String stream, boolean succeeded, long requests) {
        all.add("ended " + account.name() + " " + stream + (succeeded ? " well " : " badly ") + requests);
    }

    @Override
    public void totalDiffered(Account account, LogStream stream) {
        all.add("differed " + account.name() + " " + stream.label());
    }
}
