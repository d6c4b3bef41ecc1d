package dev.callvault.cli.output;

import java.util.ArrayList;
import java.util.List;

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
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder("  ");
            for (int column = 0; column < row.size(); column++) {
                line.append(padded(row.get(column), column)).append("  ");
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private String padded(String cell, int column) {
        String padding = " ".repeat(width(column) - cell.length());
        return isNumber(column) ? padding + cell : cell + padding;
    }

    private int width(int column) {
        return rows.stream().mapToInt(it -> it.get(column).length()).max().orElse(0);
    }

    private boolean isNumber(int column) {
        return rows.stream().skip(1).map(it -> it.get(column)).allMatch(it -> it.matches("[0-9,.]+|-"));
    }
}
