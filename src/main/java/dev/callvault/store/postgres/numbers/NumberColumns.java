package dev.callvault.store.postgres.numbers;

import dev.callvault.number.ReadNumber;
import dev.callvault.store.postgres.sql.Unnest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.Param;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * The columns of the numbers as a statement's parameters: ten arrays beside those of the rows, and the version. A statement
 * names them with {@code $numbers} as columns, {@code $arrays} as parameters, {@code $excluded} as new values of a
 * row that is stored already, {@code $assigned} as those of an update from rows named {@code read}, and {@code $version}.
 */
public final class NumberColumns {
    private static final List<String> NAMES = Stream.of("caller", "called")
            .flatMap(who ->
                    Stream.of("number", "kind", "country", "area", "toll_free").map(it -> who + "_" + it))
            .toList();

    private static final List<String> TYPES = List.of("text", "text", "text", "text", "boolean");

    private NumberColumns() {}

    /**
     * A statement's text with the columns in it.
     *
     * @param first the index of their first parameter, behind all others
     */
    public static String in(String statement, int first) {
        List<String> arrays = new ArrayList<>();
        for (int i = 0; i < NAMES.size(); i++) {
            arrays.add("{" + (first + i) + "}::" + TYPES.get(i % TYPES.size()) + "[]");
        }
        return statement
                .replace("$numbers", String.join(", ", NAMES))
                .replace("$arrays", String.join(", ", arrays))
                .replace("$excluded", values("excluded") + ", numbers_version = excluded.numbers_version")
                .replace("$assigned", values("read") + ", numbers_version = $version")
                .replace("$version", "{" + (first + NAMES.size()) + "}::int");
    }

    private static String values(String row) {
        return NAMES.stream().map(it -> it + " = " + row + "." + it).collect(Collectors.joining(", "));
    }

    /** The parameters, in that order. */
    public static <T> Stream<Param<?>> of(List<T> rows, Function<T, Parties> parties, AccountNumbers numbers) {
        List<Parties> spelled = rows.stream().map(parties).toList();
        return Stream.of(
                        columns(spelled, it -> numbers.read(it.caller())),
                        columns(spelled, it -> numbers.read(it.called())),
                        Stream.<Param<?>>of(DSL.val(numbers.version(), SQLDataType.INTEGER)))
                .flatMap(it -> it);
    }

    private static Stream<Param<?>> columns(List<Parties> spelled, Function<Parties, @Nullable ReadNumber> who) {
        List<Read> read = spelled.stream().map(who).map(Read::new).toList();
        return Stream.of(
                Unnest.texts(read, it -> it.number == null ? null : it.number.form()),
                Unnest.texts(
                        read, it -> it.number == null ? null : it.number.kind().label()),
                Unnest.texts(read, it -> it.number == null ? null : it.number.country()),
                Unnest.texts(read, it -> it.number == null ? null : it.number.area()),
                Unnest.flags(read, it -> it.number == null ? null : it.number.isTollFree()));
    }

    /** A list cannot hold null. */
    private record Read(@Nullable ReadNumber number) {}
}
