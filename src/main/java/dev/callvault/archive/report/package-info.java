/**
 * What a run says: its settings, what it reports while it works and at its end, and why it failed. Begin with {@link
 * dev.callvault.archive.report.RunReport}.
 */
@NullMarked
package dev.callvault.archive.report;

import org.jspecify.annotations.NullMarked;
