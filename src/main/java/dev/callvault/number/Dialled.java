package dev.callvault.number;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What would be dialled: digits, and perhaps {@code *} and {@code #}, without separators and without an extension.
 *
 * @param isInternational whether a + stood in front
 */
record Dialled(String digits, boolean isInternational) {
    // A comma is a pause, after which a gateway dials on; so are w and p.
    private static final Pattern EXTENSION = Pattern.compile(
            "([^a-zA-Z*#]*?[0-9)])\\s*" + "(?:[,#]|(?i:extension|extn|ext|xtn|x|w|p)[.:=\\s]*[0-9])[0-9#*,;wpWP\\s]*");
    private static final Pattern NUMBER = Pattern.compile("(?![-./_])(\\(?\\s*\\+*)[0-9\\s()./_\\-\\[\\]]*");
    private static final Pattern SERVICE = Pattern.compile("[*#0-9][*#0-9\\s().\\-]*");
    private static final Pattern VANITY =
            Pattern.compile("\\+?\\s*(?:1[\\s.-]*)?(?:\\([2-9][0-9]{2}\\)\\s*|[2-9][0-9]{2}[\\s.-]+)"
                    + "[A-Za-z]{2}[A-Za-z\\s.-]*[0-9]*");
    // Of what went through a spreadsheet.
    private static final Pattern DECIMAL = Pattern.compile("(\\+?[0-9]{7,})\\.0");
    private static final Pattern SEPARATORS = Pattern.compile("[^0-9*#]");
    private static final String LETTERS = "22233344455566677778889999";

    /** The digits of an address' user; empty if it is anything else. */
    static Optional<Dialled> in(String user) {
        String number = withoutExtension(user);
        Matcher digits = NUMBER.matcher(number);
        if (digits.matches()) {
            return dialled(number, digits.group(1).contains("+"));
        }
        if (SERVICE.matcher(number).matches()) {
            return dialled(number, false);
        }
        if (VANITY.matcher(number).matches()) {
            return dialled(typed(number), number.startsWith("+")).filter(Dialled::isWholeWord);
        }
        return Optional.empty();
    }

    private static Optional<Dialled> dialled(String number, boolean isInternational) {
        String digits = SEPARATORS.matcher(number).replaceAll("");
        return digits.chars().anyMatch(Text::isDigit)
                ? Optional.of(new Dialled(digits, isInternational))
                : Optional.empty();
    }

    private static String withoutExtension(String user) {
        for (Pattern pattern : new Pattern[] {DECIMAL, EXTENSION}) {
            Matcher matcher = pattern.matcher(user);
            if (matcher.matches()) {
                return matcher.group(1);
            }
        }
        return user;
    }

    /** Words stand for numbers in North America, and only where they fill a number exactly: 1-800-FLOWERS. */
    private boolean isWholeWord() {
        return digits.length() == 10 || (digits.length() == 11 && digits.charAt(0) == '1');
    }

    private static String typed(String number) {
        StringBuilder typed = new StringBuilder(number.length());
        for (int i = 0; i < number.length(); i++) {
            int letter = (number.charAt(i) | 0x20) - 'a';
            typed.append(letter >= 0 && letter < LETTERS.length() ? LETTERS.charAt(letter) : number.charAt(i));
        }
        return typed.toString();
    }

    boolean isService() {
        return digits.indexOf('*') >= 0 || digits.indexOf('#') >= 0;
    }
}
