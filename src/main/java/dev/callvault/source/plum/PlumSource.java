package dev.callvault.source.plum;

import dev.callvault.call.CallBody;
import dev.callvault.call.CallSummary;
import dev.callvault.call.LogId;
import dev.callvault.call.Page;
import dev.callvault.call.RawLine;
import dev.callvault.source.CallSource;
import dev.callvault.source.ListQuery;
import dev.callvault.source.MemoryBudget;
import dev.callvault.source.ProviderClock;
import dev.callvault.source.RateLimit;
import dev.callvault.wire.WireFormat;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One account at the provider, over HTTP/1.1. Each method makes one request and neither retries nor waits its turn: that is
 * for the decorators around it. {@link #in} gives the same account in another format, over the same connections.
 */
public final class PlumSource implements CallSource, ProviderClock, AutoCloseable {
    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(10);

    private final HttpClient client;
    private final PlumSettings settings;
    private final Skew skew;
    private final Exchange exchange;
    private final Services services;
    private final Clock clock;

    public PlumSource(PlumSettings settings, Clock clock) {
        this(settings, clock, limit -> {});
    }

    /** @param limits hears of the provider's own limit with every answer that states it */
    public PlumSource(PlumSettings settings, Clock clock, Consumer<RateLimit> limits) {
        this.settings = settings;
        this.clock = clock;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1) // HTTP/2 would surface a server's GOAWAY as a failed request
                .followRedirects(HttpClient.Redirect.NEVER)
                // its tasks do not block, the longest packs a piece of a large log; who waits for an answer has a
                // thread of its own
                .executor(Runnable::run)
                .connectTimeout(
                        settings.requestTimeout().compareTo(LONGEST_CONNECT) < 0
                                ? settings.requestTimeout()
                                : LONGEST_CONNECT)
                .build();
        this.skew = new Skew(clock);
        this.exchange = new Exchange(client, settings, skew, new RateLimits(clock, limits));
        this.services = services(settings.format());
    }

    /** The same account, asked for answers in this format; closed with this source. */
    public CallSource in(WireFormat format) {
        return services(format);
    }

    @Override
    public Page<CallSummary> listCalls(ListQuery query) {
        return services.listCalls(query);
    }

    @Override
    public Page<RawLine> listSessions(ListQuery query) {
        return services.listSessions(query);
    }

    @Override
    public Page<RawLine> listErrors(ListQuery query) {
        return services.listErrors(query);
    }

    @Override
    public CallBody fetchLog(LogId logId, MemoryBudget.Reservation memory) {
        return services.fetchLog(logId, memory);
    }

    @Override
    public Optional<Duration> skew() {
        return skew.last();
    }

    /** Ends requests under way, which then fail as unreachable. */
    @Override
    public void close() {
        client.shutdownNow();
    }

    private Services services(WireFormat format) {
        return new Services(new ServiceUrls(settings.baseUrl()), exchange, new Verdict(clock), format);
    }
}
