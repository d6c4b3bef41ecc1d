package dev.callvault.store.status;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The archive's health, for frequent readers. */
public interface HealthStore {
    /** Every account's health, by name; takes a few milliseconds, however much is stored. */
    List<AccountHealth> accounts(Instant now);

    /**
     * How many calls of each account are in each log state; reads every call, which takes about a second for a few
     * million.
     */
    Map<String, Map<String, Long>> logStates();

    /** The size of the database on disk, in bytes; takes longer the more is stored. */
    long databaseBytes();
}
