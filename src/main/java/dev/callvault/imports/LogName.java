package dev.callvault.imports;

import dev.callvault.call.LogId;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The log id that a file is named by, as in {@code 12345.log} and {@code 12345.json.gz}. */
final class LogName {
    private static final Pattern NAME = Pattern.compile("([0-9]{1,19})(?:\\..*)?");

    private LogName() {}

    static Optional<LogId> of(Path file) {
        Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
        try {
            return name.matches() ? Optional.of(new LogId(Long.parseLong(name.group(1)))) : Optional.empty();
        } catch (NumberFormatException beyondLong) {
            return Optional.empty();
        }
    }
}
