package dev.callvault.logs;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;

/** Collects what is logged with its logger: the level and the message. No other test has that logger. */
public final class Heard {
    private final ListAppender<ILoggingEvent> events = new ListAppender<>();
    private final Logger logger = new LoggerContext().getLogger("heard");

    public Heard() {
        events.start();
        logger.setLevel(Level.INFO);
        logger.addAppender(events);
    }

    public org.slf4j.Logger logger() {
        return logger;
    }

    /** What was logged since this was asked last. */
    public List<String> lines() {
        List<String> lines = events.list.stream()
                .map(it -> it.getLevel() + " " + it.getFormattedMessage())
                .toList();
        events.list.clear();
        return lines;
    }
}
