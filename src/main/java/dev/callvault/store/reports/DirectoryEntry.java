package dev.callvault.store.reports;

import java.util.Optional;

/**
 * The name of a number, for reports.
 *
 * @param number in the form of the number columns of calls
 * @param spelling as somebody wrote it
 */
public record DirectoryEntry(
        String number, String spelling, String name, Optional<String> team, Optional<String> application) {}
