/**
 * Formats the archive's records for people and other programs: rows as CSV, JSON Lines and files, times and sizes as text.
 * Begin with {@link dev.callvault.report.RowFormat}, or {@link dev.callvault.report.HumanFormat}.
 */
@NullMarked
package dev.callvault.report;

import org.jspecify.annotations.NullMarked;
