package dev.callvault.number;

import java.util.Locale;
import java.util.Set;

/** What networks, gateways and telephones say instead of a number. */
final class Withheld {
    // Without spaces, dashes and the like, in lower case. Asterisk, FreeSWITCH, Cisco and carriers each have their own.
    private static final Set<String> WORDS = Set.of(
            "anonymous",
            "anonymouscaller",
            "blocked",
            "blockedcaller",
            "blockednumber",
            "callerunknown",
            "callerwithheld",
            "hidden",
            "hiddennumber",
            "idwithheld",
            "na",
            "nil",
            "nocallerid",
            "nocid",
            "nonumber",
            "none",
            "noid",
            "notavailable",
            "null",
            "numberblocked",
            "numberrestricted",
            "numberunavailable",
            "numberunknown",
            "numberwithheld",
            "outofarea",
            "presentationrestricted",
            "private",
            "privatecaller",
            "privatenumber",
            "restricted",
            "restrictedcaller",
            "restrictednumber",
            "unavailable",
            "undefined",
            "unknown",
            "unknowncaller",
            "unknownnumber",
            "withheld",
            "withheldnumber");

    // The codes of caller id: out of area, private.
    private static final Set<String> CODES = Set.of("o", "p");

    // ANONYMOUS, BLOCKED, PRIVATE, RESTRICTED, UNAVAILABLE and UNKNOWN, typed on a keypad.
    private static final Set<String> TYPED =
            Set.of("266696687", "2562533", "7748283", "7378742833", "86282452253", "8656696");

    private static final int MIN_ZEROS = 7;

    private Withheld() {}

    static boolean isWithheld(Address address) {
        String word = squeezed(address.user());
        if (address.host().isEmpty()) {
            return word.isEmpty()
                    ? !address.user().matches(".*[^\\s\\p{Punct}].*|.*[*#].*")
                    : isWord(word) || CODES.contains(word);
        }
        if (address.host().endsWith(".invalid") && !hasDigits(word)) {
            return true;
        }
        // A person may have the login private@example.com; a gateway says so of itself, by SIP or at an address.
        return word.isEmpty()
                || word.equals("anonymous")
                || (isWord(word) && (address.isUri() || !address.hasDomain()));
    }

    /** Whether the digits, with neither + nor a 1 for North America in front, are a word or no number at all. */
    static boolean isTyped(String digits) {
        return TYPED.contains(digits)
                || (digits.length() >= MIN_ZEROS && digits.chars().allMatch(it -> it == '0'));
    }

    private static boolean isWord(String word) {
        return WORDS.contains(word);
    }

    private static boolean hasDigits(String word) {
        return word.chars().anyMatch(Text::isDigit);
    }

    private static String squeezed(String user) {
        StringBuilder letters = new StringBuilder(user.length());
        user.toLowerCase(Locale.ROOT)
                .chars()
                .filter(Character::isLetterOrDigit)
                .forEach(it -> letters.append((char) it));
        return letters.toString();
    }
}
