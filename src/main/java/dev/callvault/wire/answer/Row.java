package dev.callvault.wire.answer;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A row as far as it could be read.
 *
 * @param value null where it could not
 * @param fault then, which field is wrong, and what it holds
 * @param second then, when it happened, if the row says so
 */
public record Row<T>(@Nullable T value, String fault, OptionalLong second) {
    static <T> Row<T> read(T value) {
        return new Row<>(value, "", OptionalLong.empty());
    }

    public static <T> Row<T> unread(String fault) {
        return new Row<>(null, fault, OptionalLong.empty());
    }
}
