package dev.callvault.cli.report;

import dev.callvault.report.HumanFormat;
import dev.callvault.store.forget.RecordKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Times in the future before which no record is stored; a wrong clock has set them. */
public final class FutureMarks {
    private FutureMarks() {}

    /** A line for each; empty when there are none. */
    public static String text(Map<RecordKind, Instant> marks) {
        StringBuilder text = new StringBuilder();
        marks.forEach((kind, since) -> text.append(kind.label())
                .append(" before ")
                .append(HumanFormat.instant(Optional.of(since)))
                .append(" are not stored: a clock that was wrong has set this time; run 'callvault keep --apply'\n"));
        return text.toString();
    }

    public static List<Map<String, ?>> json(Map<RecordKind, Instant> marks) {
        List<Map<String, ?>> list = new ArrayList<>();
        marks.forEach((kind, since) -> {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("record", kind.label());
            json.put("since", HumanFormat.instant(Optional.of(since)));
            list.add(json);
        });
        return list;
    }
}
