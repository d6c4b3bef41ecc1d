package dev.callvault.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Measures several sides in turn, round after round, each round beginning with another side: what slows the machine down for
 * a while slows all of them. The first round only warms up.
 */
final class Rounds {
    private final Map<String, Side> sides = new LinkedHashMap<>();

    Rounds side(String name, Side side) {
        sides.put(name, side);
        return this;
    }

    /** The samples of each side, by its name. */
    Map<String, Samples> measure(int rounds) throws Exception {
        measureOnce(0);
        return measureCold(rounds);
    }

    /** Without a round to warm up: for sides that are processes of their own. */
    Map<String, Samples> measureCold(int rounds) throws Exception {
        Map<String, List<Double>> values = new LinkedHashMap<>();
        sides.keySet().forEach(it -> values.put(it, new ArrayList<>()));
        for (int round = 0; round < rounds; round++) {
            measureOnce(round)
                    .forEach((name, value) ->
                            Objects.requireNonNull(values.get(name)).add(value));
        }
        Map<String, Samples> samples = new LinkedHashMap<>();
        values.forEach((name, each) -> samples.put(name, new Samples(each)));
        return samples;
    }

    private Map<String, Double> measureOnce(int round) throws Exception {
        List<String> names = new ArrayList<>(sides.keySet());
        Map<String, Double> values = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get((i + round) % names.size());
            values.put(name, Objects.requireNonNull(sides.get(name)).measure());
        }
        return values;
    }

    /** Measures once. */
    interface Side {
        double measure() throws Exception;
    }
}
