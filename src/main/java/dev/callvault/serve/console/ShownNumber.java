package dev.callvault.serve.console;

import dev.callvault.number.ReadNumber;
import dev.callvault.store.search.FoundCall;
import dev.callvault.store.search.FoundNumber;
import dev.callvault.store.search.NumberPlan;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A number as a person reads it.
 *
 * @param text the number, or a word for a withheld one
 * @param spelled as the provider lists it, if that is something else
 * @param wanted what to search for to find its calls; empty if no search finds them
 */
public record ShownNumber(String text, Optional<String> spelled, Optional<String> wanted) {
    static final String WITHHELD = "withheld";

    private static final int NORTH_AMERICAN = "+16175550134".length();

    static ShownNumber caller(FoundCall found) {
        return of(found.call().caller(), found.caller(), Optional.of(WITHHELD));
    }

    static ShownNumber called(FoundCall found) {
        return of(found.call().called(), found.called(), Optional.empty());
    }

    /** @param withheld what to search for if it was withheld */
    private static ShownNumber of(String spelling, FoundNumber number, Optional<String> withheld) {
        Optional<String> listed = Optional.of(spelling).filter(it -> !it.isEmpty());
        if (number.kind() == ReadNumber.Kind.WITHHELD) {
            return new ShownNumber(WITHHELD, listed, withheld);
        }
        if (number.kind() == ReadNumber.Kind.NUMBER) {
            String text = readable(Objects.requireNonNull(number.form()));
            return new ShownNumber(text, listed.filter(it -> !it.equals(text)), Optional.ofNullable(number.form()));
        }
        return new ShownNumber(
                listed.orElse(WITHHELD),
                Optional.empty(),
                Optional.ofNullable(number.form()).or(() -> listed));
    }

    /** North American numbers have parts of one length each; other countries' differ by area, so they stay together. */
    private static String readable(String form) {
        return form.startsWith("+1") && form.length() == NORTH_AMERICAN
                ? "+1 " + form.substring(2, 5) + "-" + form.substring(5, 8) + "-" + form.substring(8)
                : form;
    }

    /** What to show when somebody points at it. */
    public @Nullable String title() {
        return spelled.map(it -> "listed as " + it).orElse(null);
    }

    /** What the numbering plan says, in words; empty if it says nothing. */
    static String words(NumberPlan plan) {
        return words(plan.area(), plan.country(), plan.isTollFree());
    }

    private static String words(@Nullable String area, @Nullable String country, boolean isTollFree) {
        return Stream.of(
                        Optional.ofNullable(area),
                        Optional.ofNullable(country).map(it -> Locale.of("", it).getDisplayCountry(Locale.ENGLISH)),
                        Optional.of("toll-free").filter(unused -> isTollFree))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(", "));
    }

    /** How a number that was typed is understood, in a sentence; empty when none was typed. */
    static Optional<String> sentence(List<ReadNumber> readings) {
        if (readings.isEmpty()) {
            return Optional.empty();
        }
        String each = readings.stream().map(ShownNumber::phrase).distinct().collect(Collectors.joining(", or as "));
        return Optional.of("Read as " + each + (each.contains(", or as ") ? ", by the account's region." : "."));
    }

    private static String phrase(ReadNumber number) {
        String form = Objects.requireNonNullElse(number.form(), "");
        return switch (number.kind()) {
            case NUMBER ->
                Stream.of(readable(form), words(number.area(), number.country(), number.isTollFree()))
                        .filter(it -> !it.isEmpty())
                        .collect(Collectors.joining(", "));
            case SHORT -> "the short code " + isolated(form);
            case LOGIN -> "the login " + isolated(form);
            case WITHHELD -> "a withheld number: the calls whose caller withheld theirs";
            case UNREADABLE -> "a text that is no telephone number: only calls listed with exactly this text";
        };
    }

    /** It may be of any direction. */
    private static String isolated(String form) {
        return "\u2068" + form + "\u2069";
    }
}
