package dev.callvault.app;

import dev.callvault.config.InvalidUse;
import dev.callvault.number.Mentions;
import dev.callvault.number.NumberReader;
import dev.callvault.number.ReadNumber;
import dev.callvault.store.NumberStore;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Telephone numbers as people type them, where one person is meant. */
final class TypedNumbers {
    private final NumberStore numbers;

    TypedNumbers(NumberStore numbers) {
        this.numbers = numbers;
    }

    /**
     * Makes sure that a text can be found among the callers; what has digits can, even if it is nobody's number.
     *
     * @throws InvalidUse when it cannot
     */
    void require(String typed) {
        boolean isReadable = numbers.readings(typed).stream().anyMatch(it -> it.kind() != ReadNumber.Kind.UNREADABLE);
        if (!isReadable && typed.chars().noneMatch(Character::isDigit)) {
            throw new InvalidUse("'" + typed + "' is not a telephone number");
        }
    }

    /**
     * The form of a number, or of a login.
     *
     * @param otherwise what can be done if it is not one person's, without a full stop
     * @throws InvalidUse when it cannot be read, is another number in each of the accounts' regions, or stands for many
     */
    String ofOnePerson(String typed, String otherwise) {
        Set<ReadNumber> readings = numbers.readings(typed);
        List<String> forms = readings.stream()
                .map(ReadNumber::form)
                .flatMap(Stream::ofNullable)
                .distinct()
                .toList();
        if (forms.size() > 1) {
            throw new InvalidUse("'" + typed + "' is " + String.join(" or ", forms)
                    + ", depending on the account's region; give it with its country code");
        }
        return switch (readings.iterator().next().kind()) {
            case NUMBER -> forms.getFirst();
            case LOGIN -> throw refused(typed, "is a login, whose calls are those of many people", otherwise);
            case SHORT -> throw refused(typed, "is a short code, which many people share", otherwise);
            case WITHHELD -> throw refused(typed, "stands for everybody who withholds the number", otherwise);
            case UNREADABLE ->
                throw refused(typed, "is not a telephone number; give the whole number, with its area code", otherwise);
        };
    }

    private static InvalidUse refused(String typed, String why, String otherwise) {
        return new InvalidUse("'" + typed + "' " + why + "; " + otherwise);
    }

    /** Whether a text mentions one of these forms, in any account's way to write numbers. */
    boolean isMentioned(String text, Set<String> forms) {
        Mentions mentions = new Mentions(new NumberReader());
        return numbers.regions().stream().anyMatch(region -> mentions.isMentioned(text, forms, region));
    }
}
