package dev.callvault.store.postgres.reports;

import dev.callvault.store.postgres.sql.Unnest;
import dev.callvault.store.reports.NumberNames;
import dev.callvault.store.search.FoundCall;
import dev.callvault.store.search.FoundNumber;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jooq.DSLContext;

/** Reads what the directory calls the numbers of some calls. */
final class SelectNumberNames {
    private static final String SQL = "SELECT number, name FROM archive.directory WHERE number = ANY ({0}::text[])";

    private SelectNumberNames() {}

    static NumberNames fetch(DSLContext dsl, List<FoundCall> calls) {
        List<String> numbers = calls.stream()
                .flatMap(it -> Stream.of(it.caller(), it.called()))
                .map(FoundNumber::form)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        return new NumberNames(dsl.fetch(SQL, Unnest.texts(numbers, Function.identity()))
                .intoMap(it -> it.get(0, String.class), it -> it.get(1, String.class)));
    }
}
