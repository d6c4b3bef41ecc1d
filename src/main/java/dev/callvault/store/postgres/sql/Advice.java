package dev.callvault.store.postgres.sql;

import dev.callvault.store.StoreFailure;

/** What an operator can do about a failure of the database, by its SQLSTATE. */
final class Advice {
    /** For a fault of the program, or nobody knows whose. */
    static final String REPORT = "Run 'callvault doctor'; if it finds nothing, report this message.";

    private Advice() {}

    /** @param state empty where the server was not reached, or said nothing */
    static String by(String state) {
        return switch (state) {
            case "3D000", "57P04" ->
                "Create the database: createdb --encoding=UTF8 --template=template0 NAME, with the name in database.url.";
            case "28P01", "28000" -> "Check database.username and database.password, and the server's pg_hba.conf.";
            // the driver's own for a password or an encryption that the server asks for and it has not
            case "08004" ->
                "The server refuses the connection: check database.username and database.password, and what database.url"
                        + " says about SSL.";
            case "53100" ->
                "Free some space on the database server's disk; the next run continues where this one stopped.";
            case "53200" -> "The database server is out of memory; the next run continues where this one stopped.";
            case "53300" ->
                "The server has no connection left: raise its max_connections, or end other programs' connections.";
            case "25006" ->
                "The server takes no writes: let database.url name the one that does, or end its read-only state.";
            case "42501" ->
                "The login lacks a right: run 'callvault migrate' as the schema's owner (database.owner-username).";
            case "42P01", "42703", "42883", "3F000" ->
                "The schema is not this program's: run 'callvault migrate', and use one version of Callvault.";
            case "25P03", "25P04", "57P05" ->
                "The server ended a session that was silent or at work for too long; the next run continues where this one"
                        + " stopped.";
            case "57014" -> "A statement was ended, by a time limit or by somebody; try again, with less at once.";
            case "55P03", "40001", "40P01" -> "Another transaction was in the way; try again.";
            default -> byClass(state);
        };
    }

    private static String byClass(String state) {
        if (state.isEmpty() || state.startsWith("08") || state.startsWith("57P")) {
            return StoreFailure.AWAY;
        }
        if (state.startsWith("58") || state.startsWith("XX")) {
            return "The database server has a fault of its own: read its log, and look at its disk.";
        }
        return state.startsWith("53")
                ? "The database server has too little of something: read its log; the next run continues where this one"
                        + " stopped."
                : REPORT;
    }
}
