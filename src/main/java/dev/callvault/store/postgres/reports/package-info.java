/**
 * The views in schema {@code reporting}, read a page or a file at a time. Begin with {@link
 * dev.callvault.store.postgres.reports.PostgresReportStore}.
 */
@NullMarked
package dev.callvault.store.postgres.reports;

import org.jspecify.annotations.NullMarked;
