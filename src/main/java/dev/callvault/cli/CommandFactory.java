package dev.callvault.cli;

import java.time.Clock;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Creates the commands, and passes the clock to those that need it. */
final class CommandFactory implements IFactory {
    private final Clock clock;

    CommandFactory(Clock clock) {
        this.clock = clock;
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
        return type == Session.class
                ? type.cast(new Session(clock))
                : CommandLine.defaultFactory().create(type);
    }
}
