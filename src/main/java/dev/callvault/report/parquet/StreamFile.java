package dev.callvault.report.parquet;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.jspecify.annotations.Nullable;

/** A stream as a file that is written from its beginning to its end; it is left open. */
final class StreamFile implements OutputFile {
    private final OutputStream out;
    private @Nullable IOException failure;
    private @Nullable RuntimeException ended;

    StreamFile(OutputStream out) {
        this.out = out;
    }

    /** What the stream failed with, if it did: Parquet wraps it in messages that quote the rows. */
    RuntimeException told(Exception byParquet) {
        if (ended != null) {
            return ended;
        }
        if (failure != null) {
            return new UncheckedIOException(failure);
        }
        return switch (byParquet) {
            case RuntimeException known -> known;
            case IOException known -> new UncheckedIOException(known);
            default -> new IllegalStateException(byParquet);
        };
    }

    @Override
    public PositionOutputStream create(long unused) {
        return new Position();
    }

    @Override
    public PositionOutputStream createOrOverwrite(long unused) {
        return new Position();
    }

    @Override
    public boolean supportsBlockSize() {
        return false;
    }

    @Override
    public long defaultBlockSize() {
        return 0;
    }

    private final class Position extends PositionOutputStream {
        private long position;

        @Override
        public long getPos() {
            return position;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                out.write(bytes, offset, length);
                position += length;
            } catch (IOException unwritable) {
                failure = unwritable;
                throw unwritable;
            } catch (RuntimeException gone) {
                ended = gone;
                throw gone;
            }
        }
    }
}
