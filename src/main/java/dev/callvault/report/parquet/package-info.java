/**
 * Rows as Apache Parquet, typed and compressed, without Hadoop and without native libraries. Begin with
 * {@link dev.callvault.report.parquet.ParquetRows}.
 */
@NullMarked
package dev.callvault.report.parquet;

import org.jspecify.annotations.NullMarked;
