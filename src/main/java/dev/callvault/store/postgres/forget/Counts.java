package dev.callvault.store.postgres.forget;

import dev.callvault.store.postgres.sql.Unnest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Parses the counts that {@link Unnest#json} wrote: an object of whole numbers, with names that contain no quotes. */
public final class Counts {
    private static final Pattern COUNT = Pattern.compile("\"([^\"]*)\": ?([0-9]{1,9})");

    private Counts() {}

    static Map<String, Integer> read(@Nullable String json) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        Matcher each = COUNT.matcher(json == null ? "" : json);
        while (each.find()) {
            counts.put(each.group(1), Integer.valueOf(each.group(2)));
        }
        return counts;
    }
}
