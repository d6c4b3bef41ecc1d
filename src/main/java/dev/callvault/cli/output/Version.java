package dev.callvault.cli.output;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into the jar, and the commit where it was built with its history. */
public final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = Version.class.getPackage().getImplementationVersion();
        return new String[] {"callvault " + Objects.requireNonNullElse(version, "(unpacked)") + commit(properties())};
    }

    /** Such as " (1a2b3c4, 2026-11-20)"; nothing if it is not known. */
    static String commit(Properties properties) {
        String id = properties.getProperty("git.commit.id.abbrev", "");
        String time = properties.getProperty("git.commit.time", "");
        return id.isEmpty() || time.length() < 10 ? "" : " (" + id + ", " + time.substring(0, 10) + ")";
    }

    private static Properties properties() {
        Properties properties = new Properties();
        try (InputStream file = Version.class.getResourceAsStream("commit.properties")) {
            if (file != null) {
                properties.load(file);
            }
            return properties;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
