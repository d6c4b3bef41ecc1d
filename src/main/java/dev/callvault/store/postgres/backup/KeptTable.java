package dev.callvault.store.postgres.backup;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A table of which a backup holds the rows.
 *
 * @param name in the schema archive
 * @param condition which rows
 * @param instead expressions for the columns that say what is going on at the moment
 */
record KeptTable(String name, String condition, Map<String, String> instead) {
    static KeptTable of(String name) {
        return new KeptTable(name, "true", new LinkedHashMap<>());
    }

    KeptTable where(String rows) {
        return new KeptTable(name, rows, instead);
    }

    KeptTable with(String column, String expression) {
        Map<String, String> more = new LinkedHashMap<>(instead);
        more.put(column, expression);
        return new KeptTable(name, condition, more);
    }

    /** The query of its rows. */
    String select(List<String> columns) {
        List<String> values = columns.stream()
                .map(it -> instead.containsKey(it) ? instead.get(it) : '"' + it + '"')
                .toList();
        return "SELECT " + String.join(", ", values) + " FROM archive." + name + " WHERE " + condition;
    }
}
