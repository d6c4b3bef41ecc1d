package dev.callvault.cli.output;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Aligned columns: numbers to the right, text to the left. */
public final class Table {
    private final List<List<String>> rows = new ArrayList<>();

    public Table(String... header) {
        rows.add(List.of(header));
    }

    public Table row(Object... cells) {
        rows.add(List.of(cells).stream().map(String::valueOf).toList());
        return this;
    }

    @Override
    public String toString() {
        List<Column> columns = columns();
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder("  ");
            for (int i = 0; i < row.size(); i++) {
                line.append(columns.get(i).padded(row.get(i))).append("  ");
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private List<Column> columns() {
        return IntStream.range(0, rows.getFirst().size())
                .mapToObj(i -> Column.of(rows.stream().map(it -> it.get(i)).toList()))
                .toList();
    }

    /** How the cells of a column stand. */
    private record Column(int width, boolean isNumber) {
        private static final Pattern NUMBER = Pattern.compile("[0-9,.]+|-");

        /** @param cells the header first */
        static Column of(List<String> cells) {
            return new Column(
                    cells.stream().mapToInt(String::length).max().orElse(0),
                    cells.stream().skip(1).allMatch(NUMBER.asMatchPredicate()));
        }

        String padded(String cell) {
            String padding = " ".repeat(width - cell.length());
            return isNumber ? padding + cell : cell + padding;
        }
    }
}
