package dev.callvault.cli.export;

import java.util.Locale;

/** The format of an export. */
public enum Format {
    CSV,
    JSONL,
    /** Apache Parquet: typed, compressed. */
    PARQUET,
    /** One file per log. */
    FILES;

    /** As a file's name ends. */
    String extension() {
        return "." + name().toLowerCase(Locale.ROOT);
    }
}
