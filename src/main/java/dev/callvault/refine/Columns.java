package dev.callvault.refine;

import dev.callvault.call.SessionId;
import java.util.Optional;

/**
 * The columns that every line has: {@code kind ANI channel [wall clock] DNIS session_id rest}.
 *
 * @param ani may be empty, when the caller withheld the number
 * @param rest everything behind the session id, exactly as it stands
 */
record Columns(String kind, String ani, int channel, String wallClock, String dnis, SessionId sessionId, String rest) {

    /** The columns of a line; empty when it has another shape. */
    static Optional<Columns> of(String line) {
        return Brackets.cut(line).flatMap(cut -> {
            Texts.Pair kind = Texts.atFirstSpace(cut.before().strip());
            Texts.Pair channel = Texts.atLastSpace(kind.rest());
            return Texts.number(channel.rest())
                    .flatMap(number -> behind(kind.first(), channel.first().strip(), number, cut));
        });
    }

    /** Behind the bracket stand DNIS and session id; the DNIS may be empty, the session id is told by its semicolons. */
    private static Optional<Columns> behind(String kind, String ani, int channel, Brackets.Cut cut) {
        String after = cut.after().startsWith(" ") ? cut.after().substring(1) : cut.after();
        Texts.Pair dnis = Texts.atFirstSpace(after);
        boolean isWithoutDnis = isSessionId(dnis.first());
        Texts.Pair session = isWithoutDnis ? dnis : Texts.atFirstSpace(dnis.rest());
        return isSessionId(session.first())
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

    private static boolean isSessionId(String text) {
        return text.chars().filter(it -> it == ';').count() == 2;
    }
}
