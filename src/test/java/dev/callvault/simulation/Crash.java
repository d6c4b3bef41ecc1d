package dev.callvault.simulation;

/** The process dies here. Nothing in the program catches it; nothing that unwinds because of it has any effect. */
final class Crash extends Error {
    Crash(String where) {
        super("killed " + where);
    }
}
