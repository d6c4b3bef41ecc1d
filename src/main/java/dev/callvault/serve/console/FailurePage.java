package dev.callvault.serve.console;

import io.javalin.http.Context;
import io.javalin.http.Header;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A request that got no page, as a page like the others for browsers; other clients get the sentence alone.
 *
 * @param sentence what happened, for people
 */
public record FailurePage(Frame frame, String sentence) {
    static final List<Integer> STATUSES = List.of(400, 401, 403, 404, 405, 408, 413, 429, 500, 503);

    private static final String PLAIN = "text/plain";
    private static final String HTML = "text/html";

    /** What is said to everybody; empty where the answer is that of a service, or has begun. */
    static Optional<String> sentence(Context context) {
        String type = Objects.requireNonNullElse(context.res().getContentType(), PLAIN);
        String said = Objects.requireNonNullElse(context.result(), "").strip();
        // Javalin calls its own plain sentences HTML where a browser asks
        boolean isSentence = type.startsWith(PLAIN) || (type.startsWith(HTML) && !said.startsWith("<"));
        if (!isSentence || context.res().isCommitted()) {
            return Optional.empty();
        }
        return Optional.of(
                switch (context.statusCode()) {
                    case 404 -> said.startsWith("There is no ") ? said : "There is no such page.";
                    case 405 -> "This address can only be read, with GET.";
                    case 500 -> "This page could not be made; the reason is in the daemon's log.";
                    default -> said.isEmpty() ? "This cannot be answered." : said;
                });
    }

    static boolean isForBrowser(Context context) {
        return Objects.requireNonNullElse(context.header(Header.ACCEPT), "").contains(HTML);
    }

    static String title(int status) {
        return switch (status) {
            case 401 -> "Login required";
            case 403 -> "Not allowed";
            case 404 -> "Not found";
            case 429 -> "Too many attempts";
            case 500 -> "Something went wrong";
            case 503 -> "Not available at the moment";
            default -> "This address cannot be used";
        };
    }
}
