package dev.callvault.serve.console;

import dev.callvault.call.AccountId;
import dev.callvault.report.TypedTime;
import dev.callvault.store.search.CallFilter;
import dev.callvault.store.search.CallFilter.Position;
import dev.callvault.store.search.FoundCall;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The search form for calls, exactly as typed; an empty field does not restrict the search. */
public record CallForm(
        String number,
        String session,
        String from,
        String to,
        String direction,
        boolean withErrors,
        String text,
        String before) {
    static final int PAGE = 50;

    /** @param parameter a query parameter's value; empty when absent */
    static CallForm of(Function<String, String> parameter) {
        return new CallForm(
                parameter.apply("number").strip(),
                parameter.apply("session").strip(),
                parameter.apply("from").strip(),
                parameter.apply("to").strip(),
                parameter.apply("direction").strip(),
                !parameter.apply("errors").isEmpty(),
                parameter.apply("text").strip(),
                parameter.apply("before").strip());
    }

    boolean isBlank() {
        return !withErrors && (number + session + from + to + direction + text + before).isEmpty();
    }

    /**
     * The search that the form describes.
     *
     * @param mistakes receives a message for each field that cannot be understood; such a field does not restrict the search
     */
    CallFilter filter(List<AccountId> accounts, ZoneId zone, List<String> mistakes) {
        return new CallFilter(
                accounts,
                numbers(),
                optional(session),
                time("from", from, zone, mistakes),
                time("to", to, zone, mistakes),
                optional(direction),
                withErrors,
                optional(text),
                new CallFilter.Page(position(mistakes), PAGE));
    }

    private static Optional<String> optional(String typed) {
        return Optional.of(typed).filter(it -> !it.isEmpty());
    }

    /** The number as typed, and in the other ways in which North American numbers are written. */
    private List<String> numbers() {
        if (number.isEmpty()) {
            return List.of();
        }
        String digits = number.replaceAll("[^0-9]", "");
        List<String> ways = new ArrayList<>(List.of(number));
        if (!digits.isEmpty()) {
            String local = digits.length() == 11 && digits.startsWith("1") ? digits.substring(1) : digits;
            ways.addAll(List.of(digits, "+" + digits, local, "1" + local, "+1" + local));
        }
        return ways.stream().distinct().toList();
    }

    /** Reads a date or a time of day, as browsers send them, or an instant. */
    private static Optional<Instant> time(String field, String typed, ZoneId zone, List<String> mistakes) {
        if (typed.isEmpty()) {
            return Optional.empty();
        }
        Optional<Instant> time = TypedTime.read(typed, zone);
        if (time.isEmpty()) {
            mistakes.add("“" + field + "” is not a time such as 2026-11-20 or 2026-11-20T15:10");
        }
        return time;
    }

    private Optional<Position> position(List<String> mistakes) {
        String[] parts = before.split(":", 2);
        if (before.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Position(Instant.ofEpochSecond(Long.parseLong(parts[0])), Long.parseLong(parts[1])));
        } catch (NumberFormatException | DateTimeException | ArrayIndexOutOfBoundsException broken) {
            mistakes.add("The link to the next page is broken; search again");
            return Optional.empty();
        }
    }

    /** The address of the page that follows this call. */
    String next(FoundCall last) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("number", number);
        parameters.put("session", session);
        parameters.put("from", from);
        parameters.put("to", to);
        parameters.put("direction", direction);
        parameters.put("errors", withErrors ? "on" : "");
        parameters.put("text", text);
        parameters.put(
                "before",
                last.call().startedAt().getEpochSecond() + ":" + last.call().logId());
        return "/calls?"
                + String.join(
                        "&",
                        parameters.entrySet().stream()
                                .filter(it -> !it.getValue().isEmpty())
                                .map(it -> it.getKey() + "=" + URLEncoder.encode(it.getValue(), StandardCharsets.UTF_8))
                                .toList());
    }
}
