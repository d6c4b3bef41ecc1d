package dev.callvault.serve.console;

import dev.callvault.call.Account;
import dev.callvault.call.AccountId;
import dev.callvault.report.TypedTime;
import dev.callvault.store.search.CallFilter;
import dev.callvault.store.search.CallFilter.Position;
import dev.callvault.store.search.FoundCall;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
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
        String kind,
        String account,
        String before) {
    static final int PAGE = 50;

    static final CallForm BLANK = of(name -> "");

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
                parameter.apply("kind").strip(),
                parameter.apply("account"),
                parameter.apply("before").strip());
    }

    boolean isBlank() {
        return !withErrors && (number + session + from + to + direction + text + kind + account + before).isEmpty();
    }

    /**
     * The search that the form describes.
     *
     * @param accounts those that may be seen
     * @param mistakes receives a message for each field that cannot be understood; such a field does not restrict the search
     */
    CallFilter filter(List<Account> accounts, ZoneId zone, List<String> mistakes) {
        return new CallFilter(
                ids(accounts, mistakes),
                optional(number),
                optional(session),
                time("from", from, zone, mistakes),
                time("to", to, zone, mistakes),
                optional(direction),
                withErrors,
                optional(text),
                optional(kind),
                new CallFilter.Page(position(mistakes), PAGE));
    }

    private List<AccountId> ids(List<Account> accounts, List<String> mistakes) {
        if (!account.isEmpty() && accounts.stream().noneMatch(it -> it.name().equals(account))) {
            mistakes.add("No account is named “" + account + "”; the calls of all accounts are shown");
            return accounts.stream().map(Account::id).toList();
        }
        return accounts.stream()
                .filter(it -> account.isEmpty() || it.name().equals(account))
                .map(Account::id)
                .toList();
    }

    private static Optional<String> optional(String typed) {
        return Optional.of(typed).filter(it -> !it.isEmpty());
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

    CallForm withSession(String session) {
        return new CallForm("", session, "", "", "", false, "", "", "", "");
    }

    CallForm withNumber(String account, String number) {
        return new CallForm(number, "", "", "", "", false, "", "", account, "");
    }

    CallForm withKind(String account, String kind) {
        return new CallForm("", "", "", "", "", false, "", kind, account, "");
    }

    CallForm withHour(String account, Instant start) {
        String end = start.plus(Duration.ofHours(1)).toString();
        return new CallForm("", "", start.toString(), end, "", false, "", "", account, "");
    }

    /** The address of the page that follows this call. */
    String next(FoundCall last) {
        return from(last.call().startedAt(), last.call().logId().value());
    }

    /** The address of a search that goes on with what started before. */
    String from(Instant before) {
        return from(before, 0);
    }

    private String from(Instant startedAt, long logId) {
        String place = startedAt.getEpochSecond() + ":" + logId;
        return new CallForm(number, session, from, to, direction, withErrors, text, kind, account, place).path();
    }

    /** The address of the search. */
    public String path() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("account", account);
        parameters.put("number", number);
        parameters.put("session", session);
        parameters.put("from", from);
        parameters.put("to", to);
        parameters.put("direction", direction);
        parameters.put("errors", withErrors ? "on" : "");
        parameters.put("text", text);
        parameters.put("kind", kind);
        parameters.put("before", before);
        return "/calls?"
                + String.join(
                        "&",
                        parameters.entrySet().stream()
                                .filter(it -> !it.getValue().isEmpty())
                                .map(it -> it.getKey() + "=" + URLEncoder.encode(it.getValue(), StandardCharsets.UTF_8))
                                .toList());
    }

    /** A time as a browser's field shows it: the page's wall clock, also when it came as an instant. */
    public String field(String typed, ZoneId zone) {
        return TypedTime.read(typed, zone)
                .map(it -> it.atZone(zone).toLocalDateTime().toString())
                .orElse("");
    }
}
