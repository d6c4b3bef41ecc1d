package dev.callvault.number;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a spelling was read. Two spellings mean the same caller or callee when their forms are equal.
 *
 * @param form what is compared: E.164 without an extension ({@code +16175551234}) of a number; the digits of a short code,
 *     with {@code *} and {@code #} where they are part of it; a login in lower case; null if it was withheld; of what cannot
 *     be read, the spelling without space around it, in lower case, at most 100 characters
 * @param country ISO 3166 alpha-2, of a number; null for a number of no country ({@code +800…})
 * @param area the part of the country, in English, where the numbering plan tells more than the country
 */
public record ReadNumber(
        Kind kind,
        @Nullable String form,
        @Nullable String country,
        @Nullable String area,
        boolean isTollFree) {

    public ReadNumber {
        if ((form == null) != (kind == Kind.WITHHELD)) {
            throw new IllegalArgumentException("all but what is withheld has a form: " + kind + ", " + form);
        }
    }

    static ReadNumber withheld() {
        return new ReadNumber(Kind.WITHHELD, null, null, null, false);
    }

    /** Anything but a number: it has no country. */
    static ReadNumber of(Kind kind, String form) {
        return new ReadNumber(kind, form, null, null, false);
    }

    /** What a spelling turned out to be. */
    public enum Kind {
        /** A telephone number that can be called from anywhere. */
        NUMBER,
        /** A short code, an emergency number, a service code of the network, or an extension. */
        SHORT,
        /** The caller, or the network, keeps the number to itself. */
        WITHHELD,
        /** A name at a host. */
        LOGIN,
        /** None of these. */
        UNREADABLE;

        /** The name in lower case, as people and the database see it. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
