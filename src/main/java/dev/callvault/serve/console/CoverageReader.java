package dev.callvault.serve.console;

import dev.callvault.call.Account;
import dev.callvault.call.Gap;
import dev.callvault.call.LogStream;
import dev.callvault.call.TimeWindow;
import dev.callvault.store.status.Activity;
import dev.callvault.store.status.Loss;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** Reads the data for the grids of an account's last days. */
final class CoverageReader {
    private static final Duration SHOWN = Duration.ofDays(14);
    /** Younger time is listed again in every run. */
    private static final Duration OPEN = Duration.ofHours(1);

    private static final int MAX_GAPS = 100;

    private final Activity activity;
    private final ZoneId zone;
    private final Instant now;
    private final TimeWindow window;

    CoverageReader(Activity activity, ZoneId zone, Instant now) {
        this.activity = activity;
        this.zone = zone;
        this.now = now;
        this.window = TimeWindow.between(
                now.minus(SHOWN).atZone(zone).toLocalDate().atStartOfDay(zone).toInstant(), now);
    }

    CoveragePage.OfAccount read(Account account) {
        List<Loss<Gap>> gaps = activity.gaps(account.id(), window);
        List<CoverageGrid> grids = new ArrayList<>();
        for (LogStream stream : LogStream.values()) {
            grids.add(CoverageGrid.of(stream.label(), listed(account, stream, gaps), zone));
            if (stream == LogStream.CALLS) {
                grids.add(CoverageGrid.ofLogs(activity.logHours(account.id(), window), window, zone));
            }
        }
        List<Loss<Gap>> newest = gaps.reversed().stream().limit(MAX_GAPS).toList();
        return new CoveragePage.OfAccount(account.name(), grids, newest, gaps.size() - newest.size());
    }

    private CoverageGrid.Listed listed(Account account, LogStream stream, List<Loss<Gap>> gaps) {
        List<TimeWindow> lost = gaps.stream()
                .map(Loss::what)
                .filter(it -> it.stream().equals(stream.label()) && it.from().isBefore(it.to()))
                .map(it -> TimeWindow.between(it.from(), it.to()))
                .toList();
        return new CoverageGrid.Listed(activity.coverage(account.id(), stream, window), lost, window, now.minus(OPEN));
    }
}
