package dev.callvault.report.parquet;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/** A stream as a file that is written from its beginning to its end; it is left open. */
record StreamFile(OutputStream out) implements OutputFile {
    @Override
    public PositionOutputStream create(long unused) {
        return new Position(out);
    }

    @Override
    public PositionOutputStream createOrOverwrite(long unused) {
        return new Position(out);
    }

    @Override
    public boolean supportsBlockSize() {
        return false;
    }

    @Override
    public long defaultBlockSize() {
        return 0;
    }

    private static final class Position extends PositionOutputStream {
        private final OutputStream out;
        private long position;

        Position(OutputStream out) {
            this.out = out;
        }

        @Override
        public long getPos() {
            return position;
        }

        @Override
        public void write(int one) throws IOException {
            out.write(one);
            position++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            position += length;
        }
    }
}
