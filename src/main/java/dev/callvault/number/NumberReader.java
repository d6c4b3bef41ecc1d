package dev.callvault.number;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the spellings of telephone numbers. Safe for many threads, and quick where a spelling comes again. Does no I/O when
 * it is made; libphonenumber loads its metadata when it is first used.
 */
public final class NumberReader {
    /**
     * The revision of our own rules. Raised when a spelling is read in another way than before, be it by these rules or by
     * another version of the geocoder, which libphonenumber's own version does not tell.
     */
    static final int RULES = 1;

    private static final int MAX_LENGTH = 250;

    private final Recent recent = new Recent();
    private final Map<String, ReadNumber> differences;
    private final @Nullable Metadata other;

    public NumberReader() {
        this.differences = Map.of();
        this.other = null;
    }

    /**
     * A reader as another version would be, for tests: it says that it has other metadata, and reads some spellings
     * differently, in every region.
     */
    public NumberReader(Metadata metadata, Map<String, ReadNumber> differences) {
        this.differences = Map.copyOf(differences);
        this.other = metadata;
    }

    /**
     * Tells what a spelling stands for. Never fails; what makes no sense is {@link ReadNumber.Kind#UNREADABLE}.
     *
     * @param region ISO 3166 alpha-2 in upper case: whose numbers are written without a country code. In one that
     *     {@link #isRegion} does not know, only numbers written internationally are read
     */
    public ReadNumber read(String spelling, String region) {
        ReadNumber different = differences.get(spelling);
        if (different != null) {
            return different;
        }
        if (spelling.length() > MAX_LENGTH) {
            return ReadNumber.of(ReadNumber.Kind.UNREADABLE, Text.shown(spelling.substring(0, MAX_LENGTH)));
        }
        return recent.get(region, spelling, it -> Reading.of(it, region));
    }

    /** Whether it is a region that libphonenumber supports, in upper case, such as {@code US}. */
    public boolean isRegion(String region) {
        return PhoneNumberUtil.getInstance().getSupportedRegions().contains(region);
    }

    /** What the readings depend on. */
    public Metadata metadata() {
        return other == null ? Present.METADATA : other;
    }

    /** Read once, when it is first asked for. */
    private static final class Present {
        static final Metadata METADATA = Metadata.present(RULES);
    }
}
