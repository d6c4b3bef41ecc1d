package dev.callvault.number;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A short cut for North American numbers in plain digits, which nearly all callers have: reading them takes a twentieth of the
 * time. What the plans say of a number is the same for all numbers of its office, the first six digits. A test holds it
 * against the long way.
 */
final class PlainNumbers {
    private static final int DIGITS = 10;
    private static final int NUMBERS_OF_AN_OFFICE = 10_000;

    /** A map of so many takes a few megabytes; nobody is called from more offices within a short time. */
    private static final int MOST_OFFICES = 32_768;

    private static final Map<Integer, Office> OFFICES = new ConcurrentHashMap<>();

    private PlainNumbers() {}

    private record Office(
            @Nullable String country, @Nullable String area, boolean isTollFree) {}

    /** The reading; null if it must be read the long way. */
    static @Nullable ReadNumber read(String spelling, String region) {
        int begin = spelling.length() - DIGITS;
        boolean isWhole = begin == 0 || (begin == 1 && spelling.charAt(0) == '1');
        if (!(begin == 2 && spelling.startsWith("+1")) && !(isWhole && NumberingPlans.isNorthAmerican(region))) {
            return null;
        }
        long number = 0;
        for (int i = begin; i < spelling.length(); i++) {
            char digit = spelling.charAt(i);
            if (digit < '0' || digit > '9') {
                return null;
            }
            number = 10 * number + digit - '0';
        }
        String digits = spelling.substring(begin);
        int office = (int) (number / NUMBERS_OF_AN_OFFICE);
        boolean isReadable = digits.charAt(0) >= '2' && digits.charAt(3) >= '2';
        if (!isReadable || Withheld.isTyped(digits)) {
            return null;
        }
        Office plan = office(office, digits);
        return new ReadNumber(ReadNumber.Kind.NUMBER, "+1" + digits, plan.country(), plan.area(), plan.isTollFree());
    }

    private static Office office(int office, String digits) {
        Office known = OFFICES.get(office);
        if (known != null) {
            return known;
        }
        ReadNumber read = NumberingPlans.northAmerican(digits)
                .map(NumberingPlans::described)
                .orElseThrow();
        Office asked = new Office(read.country(), read.area(), read.isTollFree());
        if (OFFICES.size() >= MOST_OFFICES) {
            OFFICES.clear();
        }
        OFFICES.put(office, asked);
        return asked;
    }
}
