package dev.callvault.report.parquet;

import dev.callvault.store.reports.Exports.Column;
import java.util.List;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/**
 * The columns of a view as Parquet has them. All may be null: a view does not say which never are.
 *
 * @param types in the order of the columns
 */
record ParquetColumns(List<ParquetType> types, MessageType schema) {
    static ParquetColumns of(List<Column> columns) {
        List<Type> fields =
                columns.stream().map(it -> field(it.name(), typeOf(it.type()))).toList();
        return new ParquetColumns(
                columns.stream().map(it -> typeOf(it.type())).toList(), new MessageType("row", fields));
    }

    boolean hasBytes() {
        return types.contains(ParquetType.BYTES);
    }

    /** What has no counterpart, such as an array, is the text that CSV has. */
    private static ParquetType typeOf(String type) {
        return switch (type) {
            case "timestamp with time zone" -> ParquetType.INSTANT;
            case "timestamp without time zone" -> ParquetType.LOCAL_TIME;
            case "date" -> ParquetType.DAY;
            case "bigint" -> ParquetType.LONG;
            case "integer", "smallint" -> ParquetType.INT;
            // numeric too: a view's numbers have as many decimals as they happen to have, and a decimal has a fixed
            // number
            case "double precision", "numeric", "real" -> ParquetType.DOUBLE;
            case "boolean" -> ParquetType.BOOLEAN;
            case "bytea" -> ParquetType.BYTES;
            default -> ParquetType.TEXT;
        };
    }

    private static Type field(String name, ParquetType type) {
        return switch (type) {
            case INSTANT -> time(true).named(name);
            case LOCAL_TIME -> time(false).named(name);
            case DAY ->
                Types.optional(PrimitiveTypeName.INT32)
                        .as(LogicalTypeAnnotation.dateType())
                        .named(name);
            case LONG -> Types.optional(PrimitiveTypeName.INT64).named(name);
            case INT -> Types.optional(PrimitiveTypeName.INT32).named(name);
            case DOUBLE -> Types.optional(PrimitiveTypeName.DOUBLE).named(name);
            case BOOLEAN -> Types.optional(PrimitiveTypeName.BOOLEAN).named(name);
            case BYTES -> Types.optional(PrimitiveTypeName.BINARY).named(name);
            case TEXT ->
                Types.optional(PrimitiveTypeName.BINARY)
                        .as(LogicalTypeAnnotation.stringType())
                        .named(name);
        };
    }

    private static Types.PrimitiveBuilder<? extends Type> time(boolean isUtc) {
        return Types.optional(PrimitiveTypeName.INT64).as(LogicalTypeAnnotation.timestampType(isUtc, TimeUnit.MICROS));
    }
}
