package dev.callvault.simulator;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * What a simulated provider is like.
 *
 * @param seed of everything in its world; the same seed is the same world, whenever it is started
 * @param host to listen on: loopback, unless others are to reach it
 * @param port to listen on; 0 for any that is free
 * @param zone of the wall clock in its lines, and of its callers' day
 * @param callsPerDay on average
 * @param latest how much later than their end the share of late calls shows up, at most
 * @param latePerMille how many of a thousand calls show up late
 * @param refusesOldStarts whether a start beyond the retention of call logs is refused, or answered with less
 * @param busySince days before this one have a tenth of the calls
 */
public record SimulatorSettings(
        long seed,
        String host,
        int port,
        String username,
        String password,
        ZoneId zone,
        int callsPerDay,
        Duration latest,
        int latePerMille,
        boolean refusesOldStarts,
        LocalDate busySince) {

    private static final String LOOPBACK = "127.0.0.1";

    /** A believable account: a few thousand calls in five days, a year of sessions. */
    public static SimulatorSettings demo(long seed) {
        return new SimulatorSettings(
                seed,
                LOOPBACK,
                0,
                "demo",
                "demo",
                ZoneId.of("America/New_York"),
                500,
                Duration.ofHours(6),
                5,
                false,
                LocalDate.MIN);
    }

    /** Another account of the same provider, with a world and a login of its own. */
    public SimulatorSettings another(int number) {
        return new SimulatorSettings(
                seed + number,
                host,
                port,
                username + number,
                password,
                zone,
                callsPerDay,
                latest,
                latePerMille,
                refusesOldStarts,
                busySince);
    }

    public SimulatorSettings withHost(String other) {
        return new SimulatorSettings(
                seed,
                other,
                port,
                username,
                password,
                zone,
                callsPerDay,
                latest,
                latePerMille,
                refusesOldStarts,
                busySince);
    }

    public SimulatorSettings withPort(int other) {
        return new SimulatorSettings(
                seed,
                host,
                other,
                username,
                password,
                zone,
                callsPerDay,
                latest,
                latePerMille,
                refusesOldStarts,
                busySince);
    }

    public SimulatorSettings withCallsPerDay(int other) {
        return new SimulatorSettings(
                seed, host, port, username, password, zone, other, latest, latePerMille, refusesOldStarts, busySince);
    }

    public SimulatorSettings withLogin(String user, String secret) {
        return new SimulatorSettings(
                seed, host, port, user, secret, zone, callsPerDay, latest, latePerMille, refusesOldStarts, busySince);
    }

    public SimulatorSettings withOldStartsRefused(boolean refused) {
        return new SimulatorSettings(
                seed, host, port, username, password, zone, callsPerDay, latest, latePerMille, refused, busySince);
    }

    public SimulatorSettings withLatePerMille(int other) {
        return new SimulatorSettings(
                seed, host, port, username, password, zone, callsPerDay, latest, other, refusesOldStarts, busySince);
    }

    /** With few calls before a day: a long history, soon listed. */
    public SimulatorSettings withBusySince(LocalDate other) {
        return new SimulatorSettings(
                seed, host, port, username, password, zone, callsPerDay, latest, latePerMille, refusesOldStarts, other);
    }
}
