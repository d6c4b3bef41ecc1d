package dev.callvault.cli.progress;

import dev.callvault.progress.Progress;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Shows how far a command is, on standard error: on a terminal as one line that is drawn over and vanishes at the end, with a bar
 * if it is known how much is left; elsewhere as a line a minute. What ends within seconds shows nothing.
 */
public final class ShownProgress implements Progress, AutoCloseable {
    /** Nobody needs to be told before. */
    static final Duration SHORT_ON_TERMINAL = Duration.ofSeconds(2);

    static final Duration SHORT = Duration.ofSeconds(10);
    static final Duration LINE_EVERY = Duration.ofMinutes(1);

    private static final long LOOK_EVERY_MILLIS = 500;
    private static final String CLEAR = "\r\u001b[K";

    private final PrintWriter err;
    private final Screen screen;
    private final InstantSource clock;
    private final List<ShownPart> open = new ArrayList<>();
    private @Nullable Instant began;
    private @Nullable Instant lastLine;
    private @Nullable Thread watcher;
    private boolean isWatched;
    private boolean isDrawn;
    private boolean isOver;

    /** Where it is shown. */
    public enum Screen {
        /** A terminal that knows block characters. */
        TERMINAL('█', '░'),
        /** A terminal whose characters are few. */
        PLAIN_TERMINAL('#', '.'),
        /** A file, a pipe or a log. */
        NONE(' ', ' ');

        private final char full;
        private final char empty;

        Screen(char full, char empty) {
            this.full = full;
            this.empty = empty;
        }

        /** A terminal that writes in this charset. */
        public static Screen terminal(Charset charset) {
            return charset.canEncode() && charset.newEncoder().canEncode(TERMINAL.full) ? TERMINAL : PLAIN_TERMINAL;
        }
    }

    public ShownProgress(PrintWriter err, Screen screen, InstantSource clock) {
        this.err = err;
        this.screen = screen;
        this.clock = clock;
    }

    /** From now on, a thread looks at the time while there is work. */
    public ShownProgress watched() {
        isWatched = true;
        return this;
    }

    private synchronized void watch() {
        try {
            while (!open.isEmpty() && !isOver) {
                look();
                wait(LOOK_EVERY_MILLIS);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } finally {
            watcher = null;
        }
    }

    @Override
    public synchronized Part begin(String what, String noun) {
        Instant now = clock.instant();
        began = began == null ? now : began;
        ShownPart part = new ShownPart(what, noun, now, this::ended);
        open.add(part);
        if (isWatched && !isOver && watcher == null) {
            watcher = Thread.ofPlatform().daemon().name("progress").start(this::watch);
        }
        return part;
    }

    private synchronized void ended(ShownPart part) {
        open.remove(part);
        if (open.isEmpty()) {
            clear();
        }
    }

    /** Shows how it stands, if it is time to. */
    synchronized void look() {
        Instant now = clock.instant();
        if (isOver || open.isEmpty() || began == null) {
            return;
        }
        Standing standing = leading().look(now);
        Duration worked = Duration.between(began, now);
        if (screen != Screen.NONE) {
            if (worked.compareTo(SHORT_ON_TERMINAL) >= 0) {
                draw(standing.bar(screen.full, screen.empty));
            }
        } else if (lastLine == null ? worked.compareTo(SHORT) >= 0 : isDue(lastLine, now)) {
            lastLine = now;
            err.println("callvault: " + standing.line());
            err.flush();
        }
    }

    private static boolean isDue(Instant last, Instant now) {
        return !now.isBefore(last.plus(LINE_EVERY)) || now.isBefore(last);
    }

    /** Of several parts, the one of which it is known how much is left; else the one that began last. */
    private ShownPart leading() {
        return open.reversed().stream()
                .filter(ShownPart::isMeasured)
                .findFirst()
                .orElseGet(open::getLast);
    }

    private void draw(String line) {
        err.print(CLEAR + line);
        err.flush();
        isDrawn = true;
    }

    private void clear() {
        if (isDrawn) {
            err.print(CLEAR);
            err.flush();
            isDrawn = false;
        }
    }

    /** Shows nothing any more, so that other messages can follow. */
    @Override
    public synchronized void close() {
        isOver = true;
        clear();
        notifyAll();
    }
}
