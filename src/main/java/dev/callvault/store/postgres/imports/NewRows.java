package dev.callvault.store.postgres.imports;

import dev.callvault.store.forget.RecordKind;
import dev.callvault.store.imports.Fate;
import java.util.List;

/** One kind of row in the database, inside one transaction. */
interface NewRows<T> {
    RecordKind kind();

    /** What tells one row from another. */
    Object key(T row);

    /** What becomes of each of these rows, which have different keys. */
    List<Fate> judge(List<T> rows);

    /** Adds to rows that are there what another file has not said of them; what was fetched stays. */
    default void complete(List<T> there) {}

    /** Stores those that are still new, as a part of an import, and returns how many. */
    int store(List<T> rows, long importId);
}
