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
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One account at the provider, over HTTP/1.1. Each method makes one request and neither retries nor waits its turn;
 * decorators do that. {@link #in} gives the same account in another format.
 */
public final class PlumSource implements CallSource, ProviderClock, AutoCloseable {
    private final PlumSettings settings;
    private final Skew skew;
    private final Exchange exchange;
    private final PlumServices services;
    private final Clock clock;
    private final Optional<PlumClient> own;

    /** A single account with its own HTTP client. */
    public PlumSource(PlumSettings settings, Clock clock) {
        this(settings, clock, new PlumClient());
    }

    /**
     * One account of several.
     *
     * @param client shared by all accounts; outlives this source
     * @param limits receives the provider's own limit from every response that states it
     */
    public PlumSource(PlumSettings settings, Clock clock, PlumClient client, Consumer<RateLimit> limits) {
        this(settings, clock, client, Optional.empty(), limits);
    }

    private PlumSource(
            PlumSettings settings,
            Clock clock,
            PlumClient client,
            Optional<PlumClient> own,
            Consumer<RateLimit> limits) {
        this.settings = settings;
        this.clock = clock;
        this.own = own;
        this.skew = new Skew(clock);
        this.exchange = new Exchange(client, settings, skew, new RateLimits(clock, limits));
        this.services = services(settings.format());
    }

    /** A single account with an HTTP client that is closed with it. */
    public PlumSource(PlumSettings settings, Clock clock, PlumClient own) {
        this(settings, clock, own, Optional.of(own), limit -> {});
    }

    /** The same account in this format; closed with this source. */
    public CallSource in(WireFormat format) {
        return services(format);
    }

    @Override
    public Page<CallSummary> listCalls(ListQuery query) {
        return services.listCalls(query);
    }

    @Override
    public Page<CallSummary> listCalls(ListQuery query, MemoryBudget.Reservation memory) {
        return services.listCalls(query, memory);
    }

    @Override
    public Page<RawLine> listSessions(ListQuery query) {
        return services.listSessions(query);
    }

    @Override
    public Page<RawLine> listSessions(ListQuery query, MemoryBudget.Reservation memory) {
        return services.listSessions(query, memory);
    }

    @Override
    public Page<RawLine> listErrors(ListQuery query) {
        return services.listErrors(query);
    }

    @Override
    public Page<RawLine> listErrors(ListQuery query, MemoryBudget.Reservation memory) {
        return services.listErrors(query, memory);
    }

    @Override
    public CallBody fetchLog(LogId logId, MemoryBudget.Reservation memory) {
        return services.fetchLog(logId, memory);
    }

    @Override
    public Optional<Duration> skew() {
        return skew.last();
    }

    /** Ends this account's requests in progress, and all later ones, which then fail as unreachable. */
    @Override
    public void close() {
        exchange.close();
        own.ifPresent(PlumClient::close);
    }

    private PlumServices services(WireFormat format) {
        return new PlumServices(new ServiceUrls(settings.baseUrl()), exchange, new ResponseCheck(clock), format);
    }
}
