/**
 * What people read in the reporting views, exports and dashboards. Begin with {@link
 * dev.callvault.reporting.ReportsTest}.
 */
@NullMarked
package dev.callvault.reporting;

import org.jspecify.annotations.NullMarked;
