/**
 * Reports as text and as JSON. Begin with {@link dev.callvault.cli.report.StatusReport}.
 */
@NullMarked
package dev.callvault.cli.report;

import org.jspecify.annotations.NullMarked;
