package dev.callvault.report.parquet;

import dev.callvault.store.reports.Exports;
import dev.callvault.store.reports.Exports.Column;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.jspecify.annotations.Nullable;

/**
 * Rows as one Parquet file, which is whole once {@link #end} has returned. The caller flushes and closes the stream; its failures
 * are thrown as {@link UncheckedIOException}. A few row groups' worth of bytes are in memory at once, and each log as a whole.
 */
public final class ParquetRows implements Exports.Sink {
    /** Small, because it is kept in memory until it is full; readers skip whole groups by their times. */
    private static final long ROW_GROUP = 16L << 20;

    private final StreamFile file;
    private final long largest;
    private @Nullable ParquetWriter<List<@Nullable Object>> rows;

    public ParquetRows(OutputStream out) {
        this(out, Runtime.getRuntime().maxMemory() / 16);
    }

    /** @param largest bytes of a value, which Parquet needs as a whole, and copies */
    ParquetRows(OutputStream out, long largest) {
        this.file = new StreamFile(out);
        this.largest = largest;
    }

    @Override
    public void columns(List<String> names) {
        throw new UnsupportedOperationException("a Parquet file needs the types of its columns");
    }

    @Override
    public void typed(List<Column> columns) {
        ParquetColumns schema = ParquetColumns.of(columns);
        Builder builder = new Builder(file, new RowSupport(schema, largest))
                .withConf(new PlainParquetConfiguration())
                .withCodecFactory(new JdkGzip())
                .withCompressionCodec(CompressionCodecName.GZIP)
                .withRowGroupSize(ROW_GROUP);
        if (schema.hasBytes()) {
            // rows may be as large as a group, so each is looked at; nobody looks for a whole log by its extremes
            builder.withMinRowCountForPageSizeCheck(1)
                    .withMaxRowCountForPageSizeCheck(1)
                    .withStatisticsEnabled("body", false)
                    .withStatisticsEnabled("body_bytes", false)
                    .withDictionaryEncoding("body", false)
                    .withDictionaryEncoding("body_bytes", false);
        }
        try {
            rows = builder.build();
        } catch (IOException | RuntimeException failure) {
            throw file.told(failure);
        }
    }

    @Override
    public void row(List<@Nullable Object> values) {
        try {
            begun().write(values);
        } catch (IOException | RuntimeException failure) {
            throw file.told(failure);
        }
    }

    @Override
    public void end() {
        try {
            begun().close();
        } catch (IOException | RuntimeException failure) {
            throw file.told(failure);
        }
    }

    private ParquetWriter<List<@Nullable Object>> begun() {
        return Objects.requireNonNull(rows, "the columns come first");
    }

    @SuppressWarnings("deprecation") // Parquet still asks for what only Hadoop calls
    private static final class Builder extends ParquetWriter.Builder<List<@Nullable Object>, Builder> {
        private final RowSupport support;

        Builder(OutputFile file, RowSupport support) {
            super(file);
            this.support = support;
        }

        @Override
        protected Builder self() {
            return this;
        }

        @Override
        protected WriteSupport<List<@Nullable Object>> getWriteSupport(Configuration unused) {
            return support;
        }

        @Override
        protected WriteSupport<List<@Nullable Object>> getWriteSupport(ParquetConfiguration unused) {
            return support;
        }
    }
}
