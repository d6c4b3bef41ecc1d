package dev.callvault.cli.output;

/** What is kept of a command that is stopped before its end. */
public final class Kept {
    private Kept() {}

    /** One sentence for people. */
    public static String by(String command) {
        return switch (command) {
            case "demo", "archive", "run" -> "What is archived so far is kept; the next run continues there.";
            case "backup", "export" -> "A file that is not complete is not kept.";
            case "verify" -> "What --repair has stored so far is kept; nothing else was changed.";
            case "redact" -> "What is redacted so far stays redacted; run it again for the rest.";
            case "erase" -> "Nothing is erased unless it says so.";
            case "keep" -> "What is deleted so far stays deleted; run it again for the rest.";
            case "remove" -> "What is removed so far stays removed; run it again for the rest.";
            case "close", "reopen", "hold", "reader", "moved", "rename", "acknowledge" ->
                "Nothing is changed unless it says so.";
            case "restore" -> "Nothing is restored unless it says so; run it again.";
            case "import" -> "What is imported so far is kept; run it again for the rest.";
            case "move" ->
                "The archive is where it was unless it says that it was moved; run it again, or with --cancel.";
            case "migrate" -> "Migrations that have ended are kept; one that was running is undone.";
            case "simulate" -> "A simulated provider keeps nothing.";
            default -> "Nothing was changed.";
        };
    }
}
