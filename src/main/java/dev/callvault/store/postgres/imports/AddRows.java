package dev.callvault.store.postgres.imports;

import dev.callvault.call.AccountId;
import dev.callvault.store.imports.Fate;
import dev.callvault.store.imports.ImportStore.Added;
import dev.callvault.store.imports.ImportTerms;
import dev.callvault.store.imports.ImportedFile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jooq.DSLContext;

/** Adds the new ones of some rows; a file is remembered from its first new row on. */
final class AddRows {
    private AddRows() {}

    static <T> Added execute(
            DSLContext dsl, AccountId account, ImportedFile file, List<T> rows, NewRows<T> kind, ImportTerms terms) {
        Map<Object, T> distinct = new LinkedHashMap<>();
        rows.forEach(it -> distinct.putIfAbsent(kind.key(it), it));
        List<T> list = List.copyOf(distinct.values());
        List<Fate> fates = kind.judge(list);
        Map<Object, Fate> byKey = new LinkedHashMap<>();
        List<T> fresh = new ArrayList<>();
        List<T> there = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            byKey.put(kind.key(list.get(i)), fates.get(i));
            if (fates.get(i) == Fate.NEW) {
                fresh.add(list.get(i));
            } else if (fates.get(i) == Fate.THERE) {
                there.add(list.get(i));
            }
        }
        if (!there.isEmpty() && !terms.isTrial()) {
            kind.complete(there);
        }
        return new Added(
                fresh.isEmpty() || terms.isTrial() ? file : store(dsl, account, file, fresh, kind, terms),
                inOrder(rows, kind, byKey));
    }

    private static <T> ImportedFile store(
            DSLContext dsl, AccountId account, ImportedFile file, List<T> fresh, NewRows<T> kind, ImportTerms terms) {
        long importId = SaveFile.begun(dsl, account, file, terms);
        SaveFile.count(dsl, importId, kind.kind(), kind.store(fresh, importId));
        return file.as(importId);
    }

    /** Of rows with the same key, the first is the new one. */
    private static <T> List<Fate> inOrder(List<T> rows, NewRows<T> kind, Map<Object, Fate> byKey) {
        Set<Object> seen = new HashSet<>();
        return rows.stream()
                .map(it -> {
                    Fate fate = Objects.requireNonNull(byKey.get(kind.key(it)));
                    return fate == Fate.NEW && !seen.add(kind.key(it)) ? Fate.THERE : fate;
                })
                .toList();
    }
}
