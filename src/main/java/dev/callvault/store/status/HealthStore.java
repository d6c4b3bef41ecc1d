package dev.callvault.store.status;

import java.util.List;
import java.util.Map;

/** The archive's health, for whoever asks all the time. */
public interface HealthStore {
    /** Every account's health, by name; a few milliseconds, whatever is stored. */
    List<AccountHealth> accounts();

    /** How many calls of each account are in each state of their log; reads every call, a second for some millions. */
    Map<String, Map<String, Long>> logStates();
}
