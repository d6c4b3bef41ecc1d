package dev.callvault.number;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import com.google.i18n.phonenumbers.ShortNumberInfo;
import com.google.i18n.phonenumbers.geocoding.PhoneNumberOfflineGeocoder;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The numbering plans of the world, as libphonenumber knows them. Safe for many threads. */
final class NumberingPlans {
    /** Behind an area code of North America. */
    private static final long SUBSCRIBERS = 10_000_000;

    private static final long SOME_SUBSCRIBER = 2_345_678;

    private static final int NORTH_AMERICA = 1;
    private static final int NORTH_AMERICAN_DIGITS = 10;
    // No area code begins with 0 or 1.
    private static final long FIRST_AREA_CODE = 2_000_000_000L;

    // The geocoder keeps what it has read in a map that is not safe for threads, one for the whole program.
    private static final ReentrantLock GEOCODER = new ReentrantLock();

    private NumberingPlans() {}

    private static PhoneNumberUtil plans() {
        return PhoneNumberUtil.getInstance();
    }

    static boolean isNorthAmerican(String region) {
        return plans().isNANPACountry(region);
    }

    /** Whether national numbers are dialled with a digit in front, such as the 0 of most of Europe. */
    static @Nullable String trunkPrefix(String region) {
        String prefix = isKnown(region) ? plans().getNddPrefixForRegion(region, true) : null;
        return prefix == null || prefix.isEmpty() ? null : prefix;
    }

    private static boolean isKnown(String region) {
        return plans().getSupportedRegions().contains(region);
    }

    /** A number by its country code and what follows. */
    static Optional<PhoneNumber> international(String digits) {
        return parsed("+" + digits, null);
    }

    /** A number as it is dialled in a region. */
    static Optional<PhoneNumber> national(String digits, String region) {
        return isKnown(region) ? parsed(digits, region) : Optional.empty();
    }

    /**
     * A number of North America by its ten digits. Which area codes are in use changes every few months, so that those that
     * are not known yet make numbers too.
     */
    static Optional<PhoneNumber> northAmerican(String digits) {
        return digits.length() == NORTH_AMERICAN_DIGITS
                ? Optional.of(new PhoneNumber().setCountryCode(NORTH_AMERICA).setNationalNumber(Long.parseLong(digits)))
                        .filter(NumberingPlans::isPossible)
                : Optional.empty();
    }

    private static Optional<PhoneNumber> parsed(String digits, @Nullable String region) {
        try {
            return Optional.of(plans().parse(digits, region));
        } catch (NumberParseException e) {
            return Optional.empty();
        }
    }

    static boolean isValid(PhoneNumber number) {
        return plans().isValidNumber(number);
    }

    /** Whether it has the length of a number that can be called from anywhere. */
    static boolean isPossible(PhoneNumber number) {
        return plans().isPossibleNumberWithReason(number) == ValidationResult.IS_POSSIBLE
                && (!isNorthAmerican(number) || number.getNationalNumber() >= FIRST_AREA_CODE);
    }

    static boolean isNorthAmerican(PhoneNumber number) {
        return number.getCountryCode() == NORTH_AMERICA;
    }

    /** Whether these digits are in use as a short number of the region. */
    static boolean isShort(String digits, String region) {
        int country = plans().getCountryCodeForRegion(region);
        return country != 0
                && ShortNumberInfo.getInstance()
                        .isValidShortNumberForRegion(
                                new PhoneNumber()
                                        .setCountryCode(country)
                                        .setNationalNumber(Long.parseLong(digits))
                                        .setItalianLeadingZero(digits.startsWith("0")),
                                region);
    }

    static String form(PhoneNumber number) {
        return plans().format(number, PhoneNumberFormat.E164);
    }

    /** The digits that all spellings of a number have in common; null if it is none. */
    static @Nullable String significantDigits(String form) {
        return parsed(form, null)
                .map(plans()::getNationalSignificantNumber)
                .filter(it -> form.endsWith(it))
                .orElse(null);
    }

    static ReadNumber described(PhoneNumber number) {
        String country = country(number);
        return new ReadNumber(
                ReadNumber.Kind.NUMBER,
                form(number),
                country,
                country == null ? null : area(number, country),
                plans().getNumberType(number) == PhoneNumberType.TOLL_FREE);
    }

    /**
     * Of a number that no plan knows (yet), the country of its area code in North America, whose countries share a country
     * code, and else the country that the country code mainly stands for.
     */
    private static @Nullable String country(PhoneNumber number) {
        String known = plans().getRegionCodeForNumber(number);
        if (known == null && number.getCountryCode() == NORTH_AMERICA) {
            known = plans().getRegionCodeForNumber(inSameArea(number));
        }
        String country = known == null ? plans().getRegionCodeForCountryCode(number.getCountryCode()) : known;
        return isKnown(country) ? country : null;
    }

    /** With a subscriber's number that can exist in every area. */
    private static PhoneNumber inSameArea(PhoneNumber number) {
        long area = number.getNationalNumber() / SUBSCRIBERS * SUBSCRIBERS;
        return new PhoneNumber().setCountryCode(NORTH_AMERICA).setNationalNumber(area + SOME_SUBSCRIBER);
    }

    private static @Nullable String area(PhoneNumber number, String country) {
        String area = geocoded(number);
        // Where the geocoder knows no area, it says the country, in the words of Java.
        return area.isEmpty()
                        || area.equals(
                                new Locale.Builder().setRegion(country).build().getDisplayCountry(Locale.ENGLISH))
                ? null
                : area;
    }

    private static String geocoded(PhoneNumber number) {
        GEOCODER.lock();
        try {
            return PhoneNumberOfflineGeocoder.getInstance().getDescriptionForNumber(number, Locale.ENGLISH);
        } finally {
            GEOCODER.unlock();
        }
    }
}
