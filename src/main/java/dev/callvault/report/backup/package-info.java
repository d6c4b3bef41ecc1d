/**
 * A backup as a file: a ZIP that anybody can read, of tables in PostgreSQL's text format of {@code COPY}, sealed by a hash. Begin
 * with {@link dev.callvault.report.backup.BackupWriter}.
 */
@NullMarked
package dev.callvault.report.backup;

import org.jspecify.annotations.NullMarked;
