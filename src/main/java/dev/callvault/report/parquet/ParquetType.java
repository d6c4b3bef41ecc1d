package dev.callvault.report.parquet;

/** How a column is kept. */
enum ParquetType {
    /** Microseconds, in UTC. */
    INSTANT,
    /** Microseconds, in no zone. */
    LOCAL_TIME,
    DAY,
    LONG,
    INT,
    DOUBLE,
    BOOLEAN,
    BYTES,
    TEXT
}
