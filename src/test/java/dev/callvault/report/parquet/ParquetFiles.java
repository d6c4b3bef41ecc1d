package dev.callvault.report.parquet;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.io.SeekableInputStream;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/** Reads Parquet files back, with the library that wrote them. */
public final class ParquetFiles {
    private ParquetFiles() {}

    /** A file that was read: rows hold what Parquet stores, such as microseconds, and texts as text. */
    public record Read(MessageType schema, int groups, List<Map<String, @Nullable Object>> rows) {}

    public static Read read(byte[] file) {
        ParquetReadOptions options = ParquetReadOptions.builder(new PlainParquetConfiguration())
                .withCodecFactory(new Gzip())
                .build();
        try (ParquetFileReader reader = new ParquetFileReader(new Bytes(file), options)) {
            ParquetMetadata footer = reader.getFooter();
            MessageType schema = footer.getFileMetaData().getSchema();
            List<Map<String, @Nullable Object>> rows = new ArrayList<>();
            for (PageReadStore pages = reader.readNextRowGroup(); pages != null; pages = reader.readNextRowGroup()) {
                RecordReader<Group> records = new ColumnIOFactory()
                        .getColumnIO(schema)
                        .getRecordReader(pages, new GroupRecordConverter(schema));
                for (long i = 0; i < pages.getRowCount(); i++) {
                    rows.add(row(records.read(), schema));
                }
            }
            return new Read(schema, footer.getBlocks().size(), rows);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Map<String, @Nullable Object> row(Group group, MessageType schema) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        for (Type type : schema.getFields()) {
            int at = schema.getFieldIndex(type.getName());
            row.put(type.getName(), group.getFieldRepetitionCount(at) == 0 ? null : value(group, at, type));
        }
        return row;
    }

    private static Object value(Group group, int at, Type type) {
        PrimitiveType primitive = type.asPrimitiveType();
        return switch (primitive.getPrimitiveTypeName()) {
            case INT64 -> group.getLong(at, 0);
            case INT32 -> group.getInteger(at, 0);
            case DOUBLE -> group.getDouble(at, 0);
            case BOOLEAN -> group.getBoolean(at, 0);
            case BINARY ->
                type.getLogicalTypeAnnotation() == null
                        ? group.getBinary(at, 0).getBytes()
                        : group.getBinary(at, 0).toStringUsingUTF8();
            case PrimitiveTypeName other -> throw new IllegalStateException(other.name());
        };
    }

    private static final class Bytes implements InputFile {
        private final byte[] bytes;

        Bytes(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public long getLength() {
            return bytes.length;
        }

        @Override
        public SeekableInputStream newStream() {
            return new Stream(new At(bytes));
        }
    }

    private static final class At extends ByteArrayInputStream {
        At(byte[] bytes) {
            super(bytes);
        }

        int at() {
            return pos;
        }

        void to(long position) {
            pos = Math.toIntExact(position);
        }
    }

    private static final class Stream extends DelegatingSeekableInputStream {
        private final At bytes;

        Stream(At bytes) {
            super(bytes);
            this.bytes = bytes;
        }

        @Override
        public long getPos() {
            return bytes.at();
        }

        @Override
        public void seek(long position) throws IOException {
            if (position < 0) {
                throw new EOFException();
            }
            bytes.to(position);
        }
    }

    private static final class Gzip implements CompressionCodecFactory {
        @Override
        public BytesInputCompressor getCompressor(CompressionCodecName unused) {
            throw new UnsupportedOperationException();
        }

        @Override
        public BytesInputDecompressor getDecompressor(CompressionCodecName unused) {
            return new Unpacking();
        }

        @Override
        public void release() {}
    }

    private static final class Unpacking implements CompressionCodecFactory.BytesInputDecompressor {
        @Override
        public BytesInput decompress(BytesInput bytes, int length) throws IOException {
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            bytes.writeAllTo(packed);
            try (InputStream gzip = new GZIPInputStream(new ByteArrayInputStream(packed.toByteArray()))) {
                return BytesInput.from(gzip.readAllBytes());
            }
        }

        @Override
        public void decompress(ByteBuffer packed, int packedLength, ByteBuffer into, int length) throws IOException {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            decompress(BytesInput.from(packed), length).writeAllTo(all);
            into.put(all.toByteArray());
        }

        @Override
        public void release() {}
    }
}
