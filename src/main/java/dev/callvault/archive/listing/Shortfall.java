package dev.callvault.archive.listing;

import dev.callvault.call.CoverageSpan;
import dev.callvault.store.proof.SpanRows;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds proven spans that hold fewer stored rows than the ledger says. A row may be counted in the neighbouring span: a
 * line whose own time differs from the one the provider filters by, or is unknown. So a neighbour's surplus and rows
 * without a time make up for missing rows; only the remainder is missing.
 */
public final class Shortfall {
    private Shortfall() {}

    /**
     * How many rows are missing from each span; complete spans are left out.
     *
     * @param proven proven spans, earliest first
     * @param untimed rows whose time is unknown
     */
    public static Map<CoverageSpan, Long> of(List<SpanRows> proven, long untimed) {
        long[] balance =
                proven.stream().mapToLong(it -> it.rows() - it.span().total()).toArray();
        for (int i = 0; i + 1 < balance.length; i++) {
            if (proven.get(i).span().window().to()
                    == proven.get(i + 1).span().window().from()) {
                settle(balance, i, i + 1);
                settle(balance, i + 1, i);
            }
        }
        return lacking(proven, balance, untimed);
    }

    private static void settle(long[] balance, int lacking, int other) {
        if (balance[lacking] < 0 && balance[other] > 0) {
            long moved = Math.min(-balance[lacking], balance[other]);
            balance[lacking] += moved;
            balance[other] -= moved;
        }
    }

    private static Map<CoverageSpan, Long> lacking(List<SpanRows> proven, long[] balance, long untimed) {
        Map<CoverageSpan, Long> lacking = new HashMap<>();
        long left = untimed;
        for (int i = 0; i < balance.length; i++) {
            long excused = Math.min(left, Math.max(0, -balance[i]));
            left -= excused;
            if (balance[i] + excused < 0) {
                lacking.put(proven.get(i).span(), -balance[i] - excused);
            }
        }
        return lacking;
    }
}
