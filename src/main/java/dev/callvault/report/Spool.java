package dev.callvault.report;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Lets whoever writes go on at their own speed while the reader pauses, so that what is written can come from a transaction.
 * What the reader has not taken yet is kept in memory, and beyond a mebibyte in a temporary file, which nobody finds after this program has
 * ended, in whatever way.
 * For one writing thread.
 */
public final class Spool extends OutputStream {
    private static final int IN_MEMORY = 1 << 20;
    private static final int PIECE = 64 << 10;

    private final OutputStream reader;
    private final Thread sending;
    private final Deque<byte[]> memory = new ArrayDeque<>();
    private int inMemory;
    private @Nullable Path path;
    private @Nullable FileChannel file;
    private long written;
    private long sent;
    private boolean isEnded;
    private @Nullable IOException failure;

    /** @param reader where it all goes; closed at the end */
    public Spool(OutputStream reader) {
        this.reader = reader;
        this.sending = Thread.ofPlatform().daemon().name("export").start(this::send);
    }

    /** The reader has gone away, as {@code head} does once it has enough. */
    public static final class ReaderLeft extends RuntimeException {
        ReaderLeft(Throwable cause) {
            super("the reader has gone away", cause);
        }
    }

    @Override
    public void write(int one) {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        check();
        if (written == sent && inMemory + length <= IN_MEMORY) {
            memory.addLast(Arrays.copyOfRange(bytes, offset, offset + length));
            inMemory += length;
        } else {
            keep(bytes, offset, length);
        }
        notifyAll();
    }

    /** Whatever follows goes to the file too, until the reader has caught up. */
    private void keep(byte[] bytes, int offset, int length) {
        Path kept = Path.of(System.getProperty("java.io.tmpdir", "."));
        try {
            if (file == null) {
                path = Files.createTempFile("callvault-export", ".tmp");
                file = FileChannel.open(
                        path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
            }
            kept = path == null ? kept : path;
            for (ByteBuffer rest = ByteBuffer.wrap(bytes, offset, length); rest.hasRemaining(); ) {
                written += file.write(rest, written);
            }
        } catch (IOException full) {
            throw UnwritableOutput.of(kept, full);
        }
    }

    private void check() {
        @Nullable IOException why = failure;
        if (why == null) {
            return;
        }
        String message = String.valueOf(why.getMessage());
        if (message.contains("pipe") || message.contains("Pipe")) {
            throw new ReaderLeft(why);
        }
        throw UnwritableOutput.of("to standard output", why);
    }

    private void send() {
        try (reader) {
            for (byte[] piece = next(); piece.length > 0; piece = next()) {
                reader.write(piece);
                reader.flush();
            }
        } catch (IOException gone) {
            fail(gone);
        } catch (RuntimeException broken) {
            fail(new IOException(broken));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void fail(IOException gone) {
        failure = gone;
        notifyAll();
    }

    /** Empty at the end. */
    private synchronized byte[] next() throws IOException, InterruptedException {
        while (memory.isEmpty() && written == sent && !isEnded) {
            wait();
        }
        byte @Nullable [] kept = memory.pollFirst();
        if (kept != null) {
            inMemory -= kept.length;
            return kept;
        }
        @Nullable FileChannel from = file;
        if (written == sent || from == null) {
            return new byte[0];
        }
        byte[] piece = new byte[(int) Math.min(PIECE, written - sent)];
        for (ByteBuffer into = ByteBuffer.wrap(piece); into.hasRemaining(); ) {
            sent += from.read(into, sent);
        }
        if (sent == written) {
            from.truncate(0);
            sent = 0;
            written = 0;
        }
        return piece;
    }

    /** Waits until the reader has taken everything, or has left. */
    @Override
    public void close() {
        synchronized (this) {
            isEnded = true;
            notifyAll();
        }
        try {
            sending.join();
            check();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } finally {
            discard();
        }
    }

    private synchronized void discard() {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException left) {
            throw UnwritableOutput.of(String.valueOf(path), left);
        }
    }
}
