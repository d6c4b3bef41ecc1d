package dev.callvault.bench;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;

/** What the rounds brought, in their order. */
record Samples(List<Double> values) {
    Samples {
        values = List.copyOf(values);
    }

    double min() {
        return sorted()[0];
    }

    double median() {
        double[] sorted = sorted();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    double max() {
        return sorted()[values.size() - 1];
    }

    /** Round by round, with the other's. */
    Samples with(Samples other, DoubleBinaryOperator operator) {
        return new Samples(IntStream.range(0, values.size())
                .mapToObj(i -> operator.applyAsDouble(values.get(i), other.values.get(i)))
                .toList());
    }

    /** Round by round, over the other's. */
    Samples over(Samples other) {
        return with(other, (one, two) -> one / two);
    }

    private double[] sorted() {
        double[] sorted = values.stream().mapToDouble(it -> it).toArray();
        Arrays.sort(sorted);
        return sorted;
    }
}
