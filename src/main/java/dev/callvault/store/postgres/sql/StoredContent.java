package dev.callvault.store.postgres.sql;

import dev.callvault.content.Content;
import dev.callvault.content.PieceStream;
import dev.callvault.source.MemoryBudget;
import dev.callvault.store.StoreFailure;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A stored log, read piece by piece. Each piece is a statement of its own, so that a reader who pauses holds neither a
 * connection nor a transaction; the memory for a piece is reserved before it is read, and released with it.
 */
final class StoredContent implements Content {
    /** The server unpacks a log anew for each piece, so larger is faster. */
    private static final int MAX_PIECE = 2 << 20;

    private static final int MIN_PIECE = 64 << 10;

    /** Several readers at once should find room. */
    private static final int READERS = 8;

    /** Whoever takes a piece slowly keeps its memory, and so do others who wait for it. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final LogPieces pieces;
    private final LogPieces.Key key;
    private final long length;
    private final MemoryBudget memory;

    StoredContent(LogPieces pieces, LogPieces.Key key, long length, MemoryBudget memory) {
        this.pieces = pieces;
        this.key = key;
        this.length = length;
        this.memory = memory;
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public long weight() {
        return piece();
    }

    private int piece() {
        return Math.clamp(memory.total() / READERS, MIN_PIECE, MAX_PIECE);
    }

    @Override
    public InputStream open() {
        return open(0);
    }

    @Override
    public InputStream open(long from) {
        return new Pieces(from);
    }

    /** One reader's way through the log. */
    private final class Pieces extends PieceStream {
        private final MemoryBudget.Reservation reserved = memory.reserve();
        private long at;
        private boolean hasBegun;

        Pieces(long from) {
            super(nullInputStream());
            this.at = from;
        }

        @Override
        protected @Nullable ByteBuffer next() {
            reserved.close();
            if (at >= length) {
                return null;
            }
            if (!reserved.atLeast(piece(), PATIENCE)) {
                throw new StoreFailure(
                        "could not read log " + key.logId() + ": too many others read large logs",
                        "Try again in a moment.",
                        new IllegalStateException(memory.free() + " bytes are free"));
            }
            byte[] piece = hasBegun ? pieces.readOn(key, at, piece()) : pieces.read(key, at, piece());
            hasBegun = true;
            if (piece == null || piece.length == 0) {
                reserved.close();
                throw new StoreFailure(
                        "could not read log " + key.logId() + ": it was replaced or deleted meanwhile",
                        "Read it again.",
                        new IllegalStateException("ended after " + at + " of " + length + " bytes"));
            }
            at += piece.length;
            return ByteBuffer.wrap(piece);
        }

        @Override
        public void close() {
            at = length;
            reserved.close();
        }
    }
}
