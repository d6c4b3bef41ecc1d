package dev.callvault.cli.report;

import dev.callvault.store.backup.MoveMark;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where an archive is that was moved, or is being moved. */
public final class MovedArchive {
    private MovedArchive() {}

    /** A line; empty for an archive that is here. */
    public static String text(Optional<MoveMark> mark) {
        return mark.map(it -> it.isMoved()
                        ? "moved to " + it.to() + " at " + it.at() + " by " + it.by()
                                + ": nothing is archived here any more\n"
                        : "being moved to " + it.to() + " since " + it.at() + " by " + it.by()
                                + ": nothing is archived meanwhile; run 'callvault move' again, or with --cancel\n")
                .orElse("");
    }

    /** Null for an archive that is here. */
    public static @Nullable Map<String, ?> json(Optional<MoveMark> mark) {
        if (mark.isEmpty()) {
            return null;
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("to", mark.get().to());
        json.put("is_complete", mark.get().isMoved());
        json.put("at", mark.get().at().toString());
        json.put("by", mark.get().by());
        return json;
    }
}
