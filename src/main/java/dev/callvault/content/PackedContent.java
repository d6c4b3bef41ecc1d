package dev.callvault.content;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Collections;
import java.util.List;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * Content deflated in pieces. A log is text and shrinks to about a fifth, and a small heap has room for pieces where it has
 * none for an array of tens of mebibytes.
 */
final class PackedContent implements Content {
    private static final int PIECE = 16 << 10;

    private final List<byte[]> pieces;
    private final long length;

    PackedContent(List<byte[]> pieces, long length) {
        this.pieces = List.copyOf(pieces);
        this.length = length;
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public long weight() {
        return pieces.stream().mapToLong(it -> it.length).sum();
    }

    @Override
    public InputStream open() {
        var packed = pieces.stream().map(ByteArrayInputStream::new).toList();
        Inflater inflater = new Inflater();
        return new InflaterInputStream(new SequenceInputStream(Collections.enumeration(packed)), inflater, PIECE) {
            @Override
            public void close() throws IOException {
                super.close();
                inflater.end();
            }
        };
    }
}
