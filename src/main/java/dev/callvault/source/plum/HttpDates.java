package dev.callvault.source.plum;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Parses HTTP header dates; an unreadable one counts as absent. */
final class HttpDates {
    private HttpDates() {}

    /** The provider's time when it responded. */
    static Optional<Instant> date(HttpHeaders headers) {
        return headers.firstValue("Date").flatMap(HttpDates::parse);
    }

    static Optional<Instant> parse(String text) {
        try {
            return Optional.of(ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }
}
