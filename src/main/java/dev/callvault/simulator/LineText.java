package dev.callvault.simulator;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Prints lines as the provider does: with the wall clock of its zone and an offset that is wrong by one hour. */
final class LineText {
    private static final DateTimeFormatter WALL_CLOCK = DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss", Locale.US);

    private final ZoneId zone;

    LineText(ZoneId zone) {
        this.zone = zone;
    }

    /** @param offsetOf the instant whose offset is printed wrongly: that of the line or that of the response */
    String of(SimulatedLine line, Instant offsetOf) {
        return line.beforeBracket() + "[" + WALL_CLOCK.format(line.wallClock().atZone(zone)) + " "
                + wrongOffset(offsetOf) + "]" + line.afterBracket();
    }

    /** All documented samples show the winter offset in summer and the summer offset in winter. */
    private String wrongOffset(Instant at) {
        boolean isSummer = zone.getRules().isDaylightSavings(at);
        ZoneOffset standard = zone.getRules().getStandardOffset(at);
        ZoneOffset printed = isSummer ? standard : ZoneOffset.ofTotalSeconds(standard.getTotalSeconds() + 3600);
        return printed.getId().replace(":", "").replace("Z", "+0000");
    }
}
