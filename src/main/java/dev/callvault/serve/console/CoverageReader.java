package dev.callvault.serve.console;

import dev.callvault.call.Account;
import dev.callvault.call.Gap;
import dev.callvault.call.LogStream;
import dev.callvault.call.TimeWindow;
import dev.callvault.store.status.Activity;
import dev.callvault.store.status.Loss;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** Reads the data for the grids of an account: two weeks hour by hour, and the year day by day. */
final class CoverageReader {
    static final int DAYS = 14;
    /** Younger time is listed again in every run. */
    private static final Duration OPEN = Duration.ofHours(1);

    private static final int MAX_GAPS = 100;

    private final Activity activity;
    private final ZoneId zone;
    private final Instant now;
    private final LocalDate today;
    private final TimeWindow hours;
    private final TimeWindow known;

    /** @param until the last day that is shown hour by hour */
    CoverageReader(Activity activity, ZoneId zone, Instant now, LocalDate until) {
        this.activity = activity;
        this.zone = zone;
        this.now = now;
        this.today = now.atZone(zone).toLocalDate();
        LocalDate first = until.minusDays(DAYS - 1L);
        LocalDate firstOfYear =
                YearMonth.from(today).minusMonths(CoverageYear.MONTHS - 1L).atDay(1);
        this.hours = between(first, until);
        this.known = between(first.isBefore(firstOfYear) ? first : firstOfYear, today);
    }

    private TimeWindow between(LocalDate first, LocalDate last) {
        return TimeWindow.between(
                first.atStartOfDay(zone).toInstant(),
                last.plusDays(1).atStartOfDay(zone).toInstant());
    }

    CoveragePage.OfAccount read(Account account) {
        List<Loss<Gap>> gaps = activity.gaps(account.id(), known);
        Instant began = activity.began(account.id());
        List<CoverageGrid> grids = new ArrayList<>();
        List<CoverageYear> years = new ArrayList<>();
        for (LogStream stream : LogStream.values()) {
            CoverageGrid.Listed listed = listed(account, stream, gaps, began);
            grids.add(CoverageGrid.of(account.name(), stream.label(), listed, hours, zone));
            years.add(CoverageYear.of(stream.label(), listed, today, zone));
            if (stream == LogStream.CALLS) {
                grids.add(CoverageGrid.ofLogs(
                        account.name(), activity.logHours(account.id(), hours), listed, hours, zone));
            }
        }
        List<Loss<Gap>> newest = gaps.reversed().stream().limit(MAX_GAPS).toList();
        return new CoveragePage.OfAccount(account.name(), grids, years, newest, gaps.size() - newest.size());
    }

    private CoverageGrid.Listed listed(Account account, LogStream stream, List<Loss<Gap>> gaps, Instant began) {
        List<TimeWindow> lost = gaps.stream()
                .map(Loss::what)
                .filter(it -> it.stream().equals(stream.label()) && it.from().isBefore(it.to()))
                .map(it -> TimeWindow.between(it.from(), it.to()))
                .toList();
        return new CoverageGrid.Listed(
                activity.coverage(account.id(), stream, known),
                lost,
                began.minus(stream.retention()),
                now.minus(OPEN),
                now);
    }
}
