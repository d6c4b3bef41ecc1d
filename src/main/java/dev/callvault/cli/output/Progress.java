package dev.callvault.cli.output;

import dev.callvault.archive.report.RunListener;
import dev.callvault.call.Account;
import dev.callvault.call.LogStream;
import dev.callvault.report.HumanFormat;
import dev.callvault.store.bodies.BodyOutcome;
import dev.callvault.store.listing.Written;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Shows how an archive fills: a bar on a terminal, plain lines elsewhere. How many logs there are to fetch is known once the
 * calls are listed.
 */
public final class Progress implements RunListener {
    private static final int WIDTH = 40;
    private static final long LINE_EVERY = 500;

    private final PrintWriter out;
    private final boolean isTerminal;
    private final AtomicLong wanted = new AtomicLong();
    private final AtomicLong settled = new AtomicLong();

    public Progress(PrintWriter out, boolean isTerminal) {
        this.out = out;
        this.isTerminal = isTerminal;
    }

    @Override
    public void listed(Account account, LogStream stream, int rows, Written written) {
        if (stream == LogStream.CALLS) {
            wanted.addAndGet(written.inserted());
        }
        if (written.inserted() > 0 && !isTerminal) {
            line("listed " + HumanFormat.count(rows) + " " + stream.label() + ", "
                    + HumanFormat.count(written.inserted()) + " new");
        } else if (isTerminal) {
            bar("listing " + stream.label());
        }
    }

    @Override
    public void settled(Account account, List<BodyOutcome> outcomes) {
        long before = settled.getAndAdd(outcomes.size());
        if (isTerminal) {
            bar("fetching logs");
        } else if (before / LINE_EVERY != settled.get() / LINE_EVERY) {
            line("fetched " + HumanFormat.count(settled.get()) + " of " + HumanFormat.count(wanted.get()) + " logs");
        }
    }

    private void bar(String what) {
        long all = Math.max(wanted.get(), settled.get());
        int done = all == 0 ? 0 : (int) (WIDTH * settled.get() / all);
        out.print("\r" + "█".repeat(done) + "░".repeat(WIDTH - done) + " " + HumanFormat.count(settled.get()) + "/"
                + HumanFormat.count(all) + "  " + what + "          ");
        out.flush();
    }

    private void line(String text) {
        out.println(text);
        out.flush();
    }

    /** Ends the line of the bar. */
    public void end() {
        if (isTerminal) {
            out.println();
            out.flush();
        }
    }
}
