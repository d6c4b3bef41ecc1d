package dev.callvault.refine;

import java.util.ArrayList;
import java.util.List;

/** Numbers that pass Luhn's check, computed here by the textbook, and texts as they look when masked. */
final class Numbers {
    private Numbers() {}

    /** The digits followed by their check digit. */
    static String checked(String digits) {
        for (char last = '0'; last <= '9'; last++) {
            if (passes(digits + last)) {
                return digits + last;
            }
        }
        throw new AssertionError("one of ten always passes");
    }

    /** Luhn's check: every second digit from the right counts twice, by the sum of its own digits. */
    static boolean passes(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int counts = i % 2 == 0 ? digit : 2 * digit;
            sum += counts / 10 + counts % 10;
        }
        return sum % 10 == 0;
    }

    /** A valid number of this many digits that contains all ten digits. */
    static String card(int length) {
        return checked("4903172865490317286".substring(0, length - 1));
    }

    /** Replaces every digit of a text with a star. */
    static String masked(String text) {
        return text.replaceAll("[0-9]", "*");
    }

    /** Texts that differ in one digit. */
    static List<String> withAnotherDigit(String number) {
        List<String> others = new ArrayList<>();
        for (int i = 0; i < number.length(); i++) {
            for (char digit = '0'; digit <= '9'; digit++) {
                if (digit != number.charAt(i)) {
                    others.add(number.substring(0, i) + digit + number.substring(i + 1));
                }
            }
        }
        return others;
    }
}
