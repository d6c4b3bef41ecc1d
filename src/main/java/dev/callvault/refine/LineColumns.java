package dev.callvault.refine;

import dev.callvault.call.SessionId;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The columns of every line: {@code kind ANI channel [wall clock] DNIS session_id rest}.
 *
 * @param ani may be empty when the caller withheld the number
 * @param rest everything after the session id, unchanged
 */
record LineColumns(
        String kind, String ani, int channel, String wallClock, String dnis, SessionId sessionId, String rest) {
    private static final Pattern DOCUMENTED_SESSION_ID = Pattern.compile("[0-9A-Za-z]{1,16};\\d{1,6};\\d{1,12}");

    /** Session ids are indexed, and index entries have a size limit; one oversized id would stop the whole listing. */
    private static final int MAX_SESSION_ID = 255;

    /** The columns of a line; empty when it has another form. */
    static Optional<LineColumns> of(String line) {
        return Brackets.cut(line).flatMap(cut -> {
            Texts.Pair kind = Texts.atFirstSpace(cut.before().strip());
            Texts.Pair channel = Texts.atLastSpace(kind.rest());
            return Texts.number(channel.rest())
                    .flatMap(number -> behind(kind.first(), channel.first().strip(), number, cut));
        });
    }

    /**
     * DNIS and session id follow the bracket. Their order tells them apart, since either may look odd (an address may
     * contain semicolons, too). Only if a well-formed session id stands in place of the DNIS is there no DNIS.
     */
    private static Optional<LineColumns> behind(String kind, String ani, int channel, Brackets.Cut cut) {
        String after = cut.after().startsWith(" ") ? cut.after().substring(1) : cut.after();
        Texts.Pair dnis = Texts.atFirstSpace(after);
        boolean isWithoutDnis = DOCUMENTED_SESSION_ID.matcher(dnis.first()).matches();
        Texts.Pair session = isWithoutDnis ? dnis : Texts.atFirstSpace(dnis.rest());
        return isUsable(session.first())
                ? Optional.of(new LineColumns(
                        kind,
                        ani,
                        channel,
                        cut.wallClock(),
                        isWithoutDnis ? "" : dnis.first(),
                        new SessionId(session.first()),
                        session.rest()))
                : Optional.empty();
    }

    private static boolean isUsable(String sessionId) {
        return !sessionId.isEmpty() && sessionId.length() <= MAX_SESSION_ID;
    }
}
