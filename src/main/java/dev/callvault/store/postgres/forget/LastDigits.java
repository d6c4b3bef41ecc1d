package dev.callvault.store.postgres.forget;

import dev.callvault.store.postgres.sql.Unnest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jooq.Param;

/**
 * Finds texts that may mention a number by its last digits, whatever stands between them: enough for few candidates, and few
 * enough for every way to write a number.
 */
final class LastDigits {
    private static final int COUNT = 7;

    /** Characters that URLs and JSON write with digits; what is decoded of them is for {@code Mentions}. */
    private static final String ESCAPE = "%[0-9A-Fa-f]{2}|\\\\u[0-9A-Fa-f]{4}";

    /** What may stand between two digits. */
    private static final String GAP = "(?:" + ESCAPE + "|[^0-9]){0,3}";

    /** With and without escapes: the digits behind a percent sign may be those of a number. */
    private static final String HAS_DIGITS = """
            (regexp_replace($text, '[^0-9]', '', 'g') LIKE ANY ({0}::text[])
             OR $text ~ '[%\\\\]' AND regexp_replace($text, '$escape|[^0-9]', '', 'g') LIKE ANY ({0}::text[]))
            """.replace("$escape", ESCAPE);

    private LastDigits() {}

    /** A statement's text with {@code $hasDigits} put in, whose first parameter are the {@link #patterns}. */
    static String in(String statement, String text) {
        return statement.replace("$hasDigits", HAS_DIGITS.replace("$text", text));
    }

    /** Patterns for LIKE, against nothing but digits. */
    static Param<?> patterns(Set<String> forms) {
        return Unnest.texts(forms.stream().map(it -> "%" + of(it) + "%").toList(), it -> it);
    }

    /**
     * A regular expression. North America writes its last seven digits as three and four, which a text index can look for;
     * others in any way.
     */
    static String expression(Set<String> forms) {
        return forms.stream().map(LastDigits::expression).collect(Collectors.joining("|"));
    }

    private static String expression(String form) {
        String last = of(form);
        if (form.startsWith("+1") && last.length() == COUNT) {
            return last.substring(0, 3) + GAP + last.substring(3);
        }
        List<String> each = new ArrayList<>();
        last.chars().forEach(it -> each.add(Character.toString(it)));
        return String.join(GAP, each);
    }

    private static String of(String form) {
        String digits = form.replaceAll("[^0-9]", "");
        return digits.substring(Math.max(0, digits.length() - COUNT));
    }
}
