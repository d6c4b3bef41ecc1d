package dev.callvault.source.plum;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.security.Security;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Resolves names as Java does, but after a failed connection it gives the host's next address first: Java's HTTP client only
 * ever tries the first one, so a host with one dead address of several would stay unreachable. Java finds it as a service.
 * Safe for use by many threads.
 */
public final class HostAddresses extends InetAddressResolverProvider {
    /** How long Java remembers an order of addresses; a short time, since a request is tried again after seconds. */
    private static final Duration REMEMBERED = Duration.ofSeconds(1);

    private static final String TTL = "networkaddress.cache.ttl";

    private static final Map<String, Turn> TURNS = new ConcurrentHashMap<>();

    /** A host's present order. */
    private record Turn(int first, long since) {
        Turn next(long began, long now) {
            // a connection begun before the new order can have been in use says nothing about it
            return began - since < REMEMBERED.toNanos() ? this : new Turn(first + 1, now);
        }
    }

    /** Lets Java ask again soon, unless somebody has configured how long it waits. Before the first name is resolved. */
    public static void rememberBriefly() {
        if (Security.getProperty(TTL) == null && System.getProperty("sun.net.inetaddr.ttl") == null) {
            Security.setProperty(TTL, Long.toString(REMEMBERED.toSeconds()));
        }
    }

    /**
     * No connection to the host came about.
     *
     * @param began when it was begun, by {@link System#nanoTime()}
     */
    static void failed(String host, long began) {
        long now = System.nanoTime();
        TURNS.compute(name(host), (name, turn) -> turn == null ? new Turn(1, now) : turn.next(began, now));
    }

    private static String name(String host) {
        return host.toLowerCase(Locale.ROOT);
    }

    private static Stream<InetAddress> turned(String host, Stream<InetAddress> addresses) {
        List<InetAddress> all = addresses.collect(Collectors.toList());
        Turn turn = TURNS.get(name(host));
        if (turn != null) {
            Collections.rotate(all, -turn.first());
        }
        return all.stream();
    }

    @Override
    public InetAddressResolver get(Configuration java) {
        return over(java.builtinResolver());
    }

    static InetAddressResolver over(InetAddressResolver usual) {
        return new InetAddressResolver() {
            @Override
            public Stream<InetAddress> lookupByName(String host, LookupPolicy policy) throws UnknownHostException {
                return turned(host, usual.lookupByName(host, policy));
            }

            @Override
            public String lookupByAddress(byte[] address) throws UnknownHostException {
                return usual.lookupByAddress(address);
            }
        };
    }

    @Override
    public String name() {
        return "callvault";
    }
}
