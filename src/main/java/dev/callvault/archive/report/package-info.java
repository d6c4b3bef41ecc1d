/**
 * What a run takes and reports: its settings, its events, its result, and why it failed. Begin with {@link
 * dev.callvault.archive.report.RunReport}.
 */
@NullMarked
package dev.callvault.archive.report;

import org.jspecify.annotations.NullMarked;
