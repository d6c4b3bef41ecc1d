package dev.callvault.refine;

import dev.callvault.call.SessionId;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The columns that every line has: {@code kind ANI channel [wall clock] DNIS session_id rest}.
 *
 * @param ani may be empty, when the caller withheld the number
 * @param rest everything behind the session id, exactly as it stands
 */
record Columns(String kind, String ani, int channel, String wallClock, String dnis, SessionId sessionId, String rest) {
    private static final Pattern DOCUMENTED_SESSION_ID = Pattern.compile("[0-9A-Za-z]{1,16};\\d{1,6};\\d{1,12}");

    /** Session ids are indexed, and an index entry is limited in size; one such line would stop its whole listing. */
    private static final int LONGEST_SESSION_ID = 255;

    /** The columns of a line; empty when it has another shape. */
    static Optional<Columns> of(String line) {
        return Brackets.cut(line).flatMap(cut -> {
            Texts.Pair kind = Texts.atFirstSpace(cut.before().strip());
            Texts.Pair channel = Texts.atLastSpace(kind.rest());
            return Texts.number(channel.rest())
                    .flatMap(number -> behind(kind.first(), channel.first().strip(), number, cut));
        });
    }

    /**
     * Behind the bracket stand DNIS and session id. Places tell them apart, for either may look odd (an address may hold
     * semicolons too); only where a session id of the documented shape stands in the place of the DNIS, there is no DNIS.
     */
    private static Optional<Columns> behind(String kind, String ani, int channel, Brackets.Cut cut) {
        String after = cut.after().startsWith(" ") ? cut.after().substring(1) : cut.after();
        Texts.Pair dnis = Texts.atFirstSpace(after);
        boolean isWithoutDnis = DOCUMENTED_SESSION_ID.matcher(dnis.first()).matches();
        Texts.Pair session = isWithoutDnis ? dnis : Texts.atFirstSpace(dnis.rest());
        return isUsable(session.first())
                ? Optional.of(new Columns(
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
        return !sessionId.isEmpty() && sessionId.length() <= LONGEST_SESSION_ID;
    }
}
