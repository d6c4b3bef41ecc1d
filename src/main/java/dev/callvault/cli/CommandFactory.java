package dev.callvault.cli;

import dev.callvault.cli.session.Session;
import dev.callvault.cli.session.Shutdown;
import java.time.Clock;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Creates the commands, and passes the clock and how to stop to those that need them. */
final class CommandFactory implements IFactory {
    private final Clock clock;
    private final Shutdown shutdown;

    CommandFactory(Clock clock, Shutdown shutdown) {
        this.clock = clock;
        this.shutdown = shutdown;
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
        return type == Session.class
                ? type.cast(new Session(clock, shutdown))
                : CommandLine.defaultFactory().create(type);
    }
}
