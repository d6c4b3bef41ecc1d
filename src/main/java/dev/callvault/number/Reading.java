package dev.callvault.number;

import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import dev.callvault.number.ReadNumber.Kind;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One reading of one spelling. */
final class Reading {
    /** The longest that a short code may be. */
    static final int MAX_SHORT = 6;

    private static final int MAX_SERVICE = 20;

    // Shorter than this, digits without a + are more likely cut off than a number of some small country.
    private static final int MIN_WITHOUT_PLUS = 9;

    // What merely has a possible length must have this many digits: a German number may have as few as two.
    private static final int MIN_POSSIBLE = 8;

    // Whom to hide from, or to show to, the person called.
    private static final Pattern SERVICE_AND_NUMBER = Pattern.compile("(?:\\*[0-9]{2}|[*#]31#)([0-9]{7,})");

    // North America's, and the one of most other countries. A provider in America writes 011 wherever the account is.
    private static final List<String> PREFIXES = List.of("011", "00");

    private final String region;
    private final boolean isNorthAmerica;

    private Reading(String region) {
        this.region = region;
        this.isNorthAmerica = NumberingPlans.isNorthAmerican(region);
    }

    static ReadNumber of(String spelling, String region) {
        ReadNumber plain = PlainNumbers.read(spelling, region);
        return plain == null ? theLongWay(spelling, region) : plain;
    }

    /** Of a spelling of any kind. */
    static ReadNumber theLongWay(String spelling, String region) {
        Reading reading = new Reading(region);
        String plain = Text.plain(spelling);
        Optional<ReadNumber> read = reading.read(Address.in(plain));
        if (read.isPresent() && read.get().kind() == Kind.WITHHELD) {
            // A telephone shows the name, and so may whoever sees the record: a number there is no secret.
            return Dialled.in(Address.name(plain))
                    .flatMap(reading::read)
                    .filter(it -> it.kind() == Kind.NUMBER)
                    .orElse(read.get());
        }
        return read.orElseGet(() -> ReadNumber.of(Kind.UNREADABLE, Text.shown(spelling)));
    }

    private Optional<ReadNumber> read(Address address) {
        if (Withheld.isWithheld(address)) {
            return Optional.of(ReadNumber.withheld());
        }
        if (address.isMachine()) {
            return Optional.empty();
        }
        String user = address.user().startsWith("+") ? address.user() : address.context() + address.user();
        return Dialled.in(user)
                .flatMap(this::read)
                .or(() ->
                        address.isLogin() ? Optional.of(ReadNumber.of(Kind.LOGIN, address.login())) : Optional.empty());
    }

    private Optional<ReadNumber> read(Dialled dialled) {
        if (dialled.isService()) {
            return service(dialled.digits());
        }
        // A + in front of a 0 is a gateway's, that puts one in front of everything.
        boolean isInternational = dialled.isInternational() && !dialled.digits().startsWith("0");
        Optional<ReadNumber> read = isInternational ? international(dialled.digits()) : dialled(dialled.digits());
        return isTyped(dialled) && read.filter(this::isFromElsewhere).isEmpty()
                ? Optional.of(ReadNumber.withheld())
                : read;
    }

    private Optional<ReadNumber> service(String code) {
        Matcher matcher = SERVICE_AND_NUMBER.matcher(code);
        if (matcher.matches()) {
            return dialled(matcher.group(1));
        }
        return code.length() <= MAX_SERVICE ? Optional.of(ReadNumber.of(Kind.SHORT, code)) : Optional.empty();
    }

    private boolean isTyped(Dialled dialled) {
        String digits = dialled.digits();
        return Withheld.isTyped(digits)
                || (digits.startsWith("1")
                        && (isNorthAmerica || dialled.isInternational())
                        && Withheld.isTyped(digits.substring(1)));
    }

    /** What spells a word on an American keypad may be somebody's number in Iceland. */
    private boolean isFromElsewhere(ReadNumber read) {
        return read.kind() == Kind.NUMBER
                && NumberingPlans.international(
                                Objects.requireNonNull(read.form()).substring(1))
                        .filter(it -> !NumberingPlans.isNorthAmerican(it) && NumberingPlans.isValid(it))
                        .isPresent();
    }

    private Optional<ReadNumber> international(String digits) {
        return firstOf(List.of(
                        () -> NumberingPlans.international(digits).filter(NumberingPlans::isValid),
                        () -> northAmericanAfterPrefix(digits),
                        () -> NumberingPlans.international(digits).filter(Reading::isPossible),
                        () -> isNorthAmerica ? NumberingPlans.northAmerican(digits) : Optional.empty()))
                .or(() -> digits.length() <= MAX_SHORT && NumberingPlans.isShort(digits, region)
                        ? Optional.of(ReadNumber.of(Kind.SHORT, digits))
                        : Optional.empty());
    }

    private Optional<ReadNumber> dialled(String digits) {
        if (digits.length() <= MAX_SHORT) {
            return Optional.of(brief(digits).orElseGet(() -> ReadNumber.of(Kind.SHORT, digits)));
        }
        return isNorthAmerica ? inNorthAmerica(digits) : elsewhere(digits);
    }

    /** Small countries have numbers of six digits and fewer; elsewhere, so few are a number only after the trunk prefix. */
    private Optional<ReadNumber> brief(String digits) {
        String trunk = NumberingPlans.trunkPrefix(region);
        return (trunk == null || digits.startsWith(trunk)) && !NumberingPlans.isShort(digits, region)
                ? NumberingPlans.national(digits, region)
                        .filter(NumberingPlans::isValid)
                        .map(NumberingPlans::described)
                : Optional.empty();
    }

    private Optional<ReadNumber> inNorthAmerica(String digits) {
        String ten = digits.length() == 11 && digits.startsWith("1") ? digits.substring(1) : digits;
        String rest = afterPrefix(digits);
        return firstOf(List.of(
                () -> NumberingPlans.northAmerican(ten),
                () -> NumberingPlans.international(rest).filter(NumberingPlans::isValid),
                () -> northAmericanAfterPrefix(rest),
                () -> NumberingPlans.international(rest).filter(Reading::isPossible),
                () -> NumberingPlans.northAmerican(rest),
                () -> withoutPlus(digits)));
    }

    private Optional<ReadNumber> elsewhere(String digits) {
        String rest = afterPrefix(digits);
        return firstOf(List.of(
                () -> NumberingPlans.national(digits, region).filter(NumberingPlans::isValid),
                () -> NumberingPlans.international(rest).filter(NumberingPlans::isValid),
                () -> withoutPlus(digits),
                () -> NumberingPlans.international(rest).filter(Reading::isPossible),
                () -> NumberingPlans.national(digits, region).filter(Reading::isPossible)));
    }

    /** Gateways put a + or 011 also in front of numbers without a country code. */
    private Optional<PhoneNumber> northAmericanAfterPrefix(String digits) {
        return isNorthAmerica ? NumberingPlans.northAmerican(digits).filter(NumberingPlans::isValid) : Optional.empty();
    }

    private static Optional<PhoneNumber> withoutPlus(String digits) {
        return digits.length() < MIN_WITHOUT_PLUS
                ? Optional.empty()
                : NumberingPlans.international(digits).filter(NumberingPlans::isValid);
    }

    private static boolean isPossible(PhoneNumber number) {
        return NumberingPlans.form(number).length() > MIN_POSSIBLE && NumberingPlans.isPossible(number);
    }

    /** What follows the digits that are dialled for another country; empty without them. */
    private static String afterPrefix(String digits) {
        return PREFIXES.stream()
                .filter(digits::startsWith)
                .findFirst()
                .map(it -> digits.substring(it.length()))
                .orElse("");
    }

    private static Optional<ReadNumber> firstOf(List<Supplier<Optional<PhoneNumber>>> readings) {
        return readings.stream()
                .map(Supplier::get)
                .flatMap(Optional::stream)
                .findFirst()
                .map(NumberingPlans::described);
    }
}
