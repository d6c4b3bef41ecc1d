package dev.callvault.archive;

import dev.callvault.call.TimeWindow;
import dev.callvault.source.SourceFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Lists windows of which the first begins at the very edge of the provider's retention. Whether the provider refuses older
 * starts or answers with less is not known, nor is its clock: on a refusal the first window begins a little later.
 */
final class HorizonProbe {
    private static final List<Duration> STEPS =
            List.of(Duration.ofMinutes(1), Duration.ofMinutes(10), Duration.ofMinutes(65));

    private HorizonProbe() {}

    /**
     * @param list lists windows, earliest first
     * @throws SourceFailure.Refused when every start is refused
     */
    static void list(List<TimeWindow> windows, Consumer<List<TimeWindow>> list) {
        List<TimeWindow> allowed = windows;
        for (Duration step : STEPS) {
            try {
                list.accept(allowed);
                return;
            } catch (SourceFailure.Refused refused) {
                allowed = startingAt(windows, windows.getFirst().from() + step.toSeconds());
            }
        }
        list.accept(allowed);
    }

    private static List<TimeWindow> startingAt(List<TimeWindow> windows, long from) {
        List<TimeWindow> later = new ArrayList<>();
        for (TimeWindow window : windows) {
            if (from < window.to()) {
                later.add(new TimeWindow(Math.max(from, window.from()), window.to()));
            }
        }
        return later;
    }
}
