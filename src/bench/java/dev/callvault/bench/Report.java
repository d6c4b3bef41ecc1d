package dev.callvault.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.callvault.bench.Measured.Numbers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The results for people, as a Markdown table, and for programs, as JSON. */
record Report(String machine, BenchSettings settings, List<Measured> measured) {
    String table() {
        StringBuilder text = new StringBuilder(machine)
                .append(", scale ")
                .append(settings.scale())
                .append("\n\n");
        text.append("| figure | min | median | max | goal | | median of each side |\n");
        text.append("| --- | ---: | ---: | ---: | --- | --- | --- |\n");
        measured.forEach(it -> text.append(line(it)).append('\n'));
        return text.toString();
    }

    static String line(Measured it) {
        return "| %s: %s | %s | %s | %s | %s | %s | %s |"
                .formatted(
                        it.figure(),
                        it.ratio(),
                        Numbers.text(it.samples().min()),
                        Numbers.text(it.samples().median()),
                        Numbers.text(it.samples().max()),
                        it.goal(),
                        it.isMet() ? "met" : "missed",
                        sides(it));
    }

    private static String sides(Measured measured) {
        return String.join(
                "; ",
                measured.absolute().entrySet().stream()
                        .map(it ->
                                it.getKey() + " " + Numbers.text(it.getValue().median()))
                        .toList());
    }

    String json() throws JsonProcessingException {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("machine", machine);
        root.put("scale", settings.scale());
        root.put("rounds", settings.rounds());
        root.put("figures", measured.stream().map(Report::json).toList());
        return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(root);
    }

    private static Map<String, Object> json(Measured it) {
        Map<String, Object> figure = new LinkedHashMap<>();
        figure.put("figure", it.figure());
        figure.put("ratio", it.ratio());
        figure.putAll(json(it.samples()));
        figure.put("goal", it.goal().toString());
        figure.put("met", it.isMet());
        Map<String, Object> sides = new LinkedHashMap<>();
        it.absolute().forEach((name, samples) -> sides.put(name, json(samples)));
        figure.put("sides", sides);
        return figure;
    }

    private static Map<String, Object> json(Samples samples) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("min", samples.min());
        values.put("median", samples.median());
        values.put("max", samples.max());
        values.put("samples", samples.values());
        return values;
    }
}
