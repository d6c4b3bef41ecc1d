package dev.callvault.wire.answer;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A row, read or not.
 *
 * @param value null if it could not be read
 * @param fault for an unread row: which field is wrong and what it holds
 * @param second for an unread row: when it happened, if the row says so
 */
public record Row<T>(@Nullable T value, String fault, OptionalLong second) {
    static <T> Row<T> read(T value) {
        return new Row<>(value, "", OptionalLong.empty());
    }

    public static <T> Row<T> unread(String fault) {
        return new Row<>(null, fault, OptionalLong.empty());
    }
}
