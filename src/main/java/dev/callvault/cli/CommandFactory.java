package dev.callvault.cli;

import dev.callvault.cli.session.Session;
import dev.callvault.cli.session.Shutdown;
import dev.callvault.progress.Progress;
import java.time.Clock;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Creates the commands, and passes the clock, how to stop and how to show progress to those that need them. */
final class CommandFactory implements IFactory {
    private final Clock clock;
    private final Shutdown shutdown;
    private final Supplier<Progress> progress;

    CommandFactory(Clock clock, Shutdown shutdown, Supplier<Progress> progress) {
        this.clock = clock;
        this.shutdown = shutdown;
        this.progress = progress;
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
        return type == Session.class
                ? type.cast(new Session(clock, shutdown, progress))
                : CommandLine.defaultFactory().create(type);
    }
}
