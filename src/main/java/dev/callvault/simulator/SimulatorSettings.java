package dev.callvault.simulator;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * The settings of a simulated provider.
 *
 * @param seed of all generated data; the same seed gives the same data, whenever the simulator is started
 * @param host the address to listen on: loopback, unless other machines need access
 * @param port the port to listen on; 0 picks a free one
 * @param zone the zone of the wall clock in its lines and of its callers' day
 * @param callsPerDay the average number of calls per day
 * @param latest how long after their end late calls appear, at most
 * @param latePerMille how many of a thousand calls appear late
 * @param refusesOldStarts whether a start before the retention of calls is refused, or answered with fewer rows
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

    /** A realistic account: a few thousand calls in five days, and a year of sessions. */
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

    /** Another account of the same provider, with its own data and login. */
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

    /** Few calls before the given day, so that a long history is listed quickly. */
    public SimulatorSettings withBusySince(LocalDate other) {
        return new SimulatorSettings(
                seed, host, port, username, password, zone, callsPerDay, latest, latePerMille, refusesOldStarts, other);
    }
}
