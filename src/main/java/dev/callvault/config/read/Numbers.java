package dev.callvault.config.read;

import dev.callvault.number.NumberReader;
import dev.callvault.number.ReadNumber;
import java.util.Optional;

/** Telephone numbers in the configuration, read like those of calls. */
final class Numbers {
    /** The country whose numbers need no country code. */
    private static final String REGION = "US";

    private static final NumberReader READER = new NumberReader();

    private Numbers() {}

    /** A number in any spelling. */
    static ValueType<String> spelling() {
        return ValueType.of(
                "a telephone number such as 800-995-7586 or +45 33 12 12 12, a short code or a login",
                text -> form(text).map(it -> text));
    }

    /** What the number columns of calls hold for it; empty for a text that is no number. */
    static Optional<String> form(String spelling) {
        ReadNumber number = READER.read(spelling, REGION);
        return number.kind() == ReadNumber.Kind.UNREADABLE ? Optional.empty() : Optional.ofNullable(number.form());
    }
}
