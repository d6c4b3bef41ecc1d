/**
 * Rows as files: CSV, JSON Lines, and a file for each body. Begin with {@link dev.callvault.report.RowFormat}.
 */
@NullMarked
package dev.callvault.report;

import org.jspecify.annotations.NullMarked;
