/**
 * How the archive's records are put for people and for other programs: rows as CSV, JSON Lines and files, times and sizes as
 * words. Begin with {@link dev.callvault.report.RowFormat}, or {@link dev.callvault.report.Words}.
 */
@NullMarked
package dev.callvault.report;

import org.jspecify.annotations.NullMarked;
