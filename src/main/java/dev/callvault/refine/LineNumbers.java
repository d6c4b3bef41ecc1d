package dev.callvault.refine;

import dev.callvault.call.LineKey;
import dev.callvault.call.RawLine;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Numbers identical lines, since two errors within one second can be genuine. Identical lines have the same time, so they
 * stand near each other in any list by time: of lists longer than an answer, only the last lines are remembered. For one thread.
 */
public final class LineNumbers {
    private static final int MOST = 20_000;

    private final Map<String, Integer> seen = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
            return size() > MOST;
        }
    };

    LineKey key(RawLine line) {
        String hash = LineHash.of(line.text());
        return new LineKey(hash, seen.merge(hash, 1, Integer::sum));
    }
}
