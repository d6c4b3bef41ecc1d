package dev.callvault.serve.console;

import dev.callvault.call.Gap;
import dev.callvault.store.status.Loss;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/**
 * The page that shows which hours are proven, open, unproven or lost.
 *
 * @param until the last day that is shown hour by hour
 */
public record CoveragePage(Frame frame, List<OfAccount> accounts, AccountChoice choice, LocalDate until) {
    /** The requested day; today if it is none, or later, or before the year that is shown. */
    static LocalDate until(String asked, LocalDate today) {
        LocalDate day = day(asked).orElse(today);
        return day.isAfter(today) || day.isBefore(today.minusMonths(CoverageYear.MONTHS)) ? today : day;
    }

    private static Optional<LocalDate> day(String asked) {
        try {
            return Optional.of(LocalDate.parse(asked));
        } catch (DateTimeParseException none) {
            return Optional.empty();
        }
    }

    private LocalDate today() {
        return frame.now().atZone(frame.zone()).toLocalDate();
    }

    public LocalDate first() {
        return until.minusDays(CoverageReader.DAYS - 1L);
    }

    /** The two weeks before; empty if they are before the year that is shown. */
    public Optional<String> earlier() {
        LocalDate before = until.minusDays(CoverageReader.DAYS);
        return until(before.toString(), today()).equals(before)
                ? Optional.of(address(choice.chosen(), before))
                : Optional.empty();
    }

    /** The two weeks after; empty if these are the last. */
    public Optional<String> later() {
        LocalDate next = until.plusDays(CoverageReader.DAYS);
        return until.isBefore(today())
                ? Optional.of(address(choice.chosen(), next.isAfter(today()) ? today() : next))
                : Optional.empty();
    }

    /** The hours around a day. */
    public String path(String account, LocalDate day) {
        LocalDate last = day.plusDays(CoverageReader.DAYS / 2);
        return address(account, last.isAfter(today()) ? today() : last);
    }

    private static String address(String account, LocalDate until) {
        return "/coverage?until=" + until
                + (account.isEmpty() ? "" : "&account=" + URLEncoder.encode(account, StandardCharsets.UTF_8));
    }

    /**
     * One account's grids.
     *
     * @param gaps what is lost, newest first, at most a page
     */
    public record OfAccount(
            String name, List<CoverageGrid> grids, List<CoverageYear> years, List<Loss<Gap>> gaps, int moreGaps) {}

    public List<CoverageGrid.State> legend() {
        return List.of(CoverageGrid.State.values());
    }
}
