/**
 * How times, sizes and numbers are put for people, on the command line and on pages alike. Begin with
 * {@link dev.callvault.report.Words}.
 */
@NullMarked
package dev.callvault.report;

import org.jspecify.annotations.NullMarked;
