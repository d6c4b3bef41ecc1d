/**
 * The reporting views, as the console and exports read them. Begin with {@link
 * dev.callvault.store.reports.ReportStore}.
 */
@NullMarked
package dev.callvault.store.reports;

import org.jspecify.annotations.NullMarked;
