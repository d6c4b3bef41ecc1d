package dev.callvault.number;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a reading depends on: libphonenumber's version, and the revision of our own rules. What was read with an earlier one
 * may have to be read again.
 */
public record Metadata(int major, int minor, int patch, int rules) implements Comparable<Metadata> {
    private static final String PROPERTIES =
            "/META-INF/maven/com.googlecode.libphonenumber/libphonenumber/pom.properties";
    private static final Pattern LABEL = Pattern.compile("([0-9]{1,9})\\.([0-9]{1,9})\\.([0-9]{1,9})/([0-9]{1,9})");
    private static final Comparator<Metadata> ORDER = Comparator.comparingInt(Metadata::major)
            .thenComparingInt(Metadata::minor)
            .thenComparingInt(Metadata::patch)
            .thenComparingInt(Metadata::rules);

    public Metadata {
        if (major < 0 || minor < 0 || patch < 0 || rules < 0) {
            throw new IllegalArgumentException("a version must not be negative");
        }
    }

    /** Such as {@code 9.0.34/1}. */
    public String label() {
        return major + "." + minor + "." + patch + "/" + rules;
    }

    /** The metadata with this {@link #label()}. */
    public static Metadata of(String label) {
        Matcher matcher = LABEL.matcher(label);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not like 9.0.34/1: '" + label + "'");
        }
        return new Metadata(
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                Integer.parseInt(matcher.group(3)),
                Integer.parseInt(matcher.group(4)));
    }

    /**
     * That of the libphonenumber on the class path. Its jar tells its version in a file of Maven's, which stays where it is
     * when all jars are made one; the version in the manifest does not.
     */
    static Metadata present(int rules) {
        try (InputStream in = PhoneNumberUtil.class.getResourceAsStream(PROPERTIES)) {
            if (in == null) {
                throw new IllegalStateException("no " + PROPERTIES + " on the class path");
            }
            Properties properties = new Properties();
            properties.load(in);
            return of(properties.getProperty("version") + "/" + rules);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public int compareTo(Metadata other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return label();
    }
}
