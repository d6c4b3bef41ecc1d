package dev.callvault.wire.json;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A view of a response with a question mark for every zero and every non-ASCII byte. Its JSON can then be parsed as
 * UTF-8 whatever its strings hold, and every byte keeps its position. Zeros would make a parser guess UTF-16.
 */
final class AsciiView extends FilterInputStream {
    AsciiView(InputStream answer) {
        super(answer);
    }

    @Override
    public int read() throws IOException {
        int next = super.read();
        return next < 0 ? next : ascii((byte) next);
    }

    @Override
    public int read(byte[] into, int offset, int most) throws IOException {
        int length = super.read(into, offset, most);
        for (int i = offset; i < offset + length; i++) {
            into[i] = ascii(into[i]);
        }
        return length;
    }

    private static byte ascii(byte each) {
        return each <= 0 ? (byte) '?' : each;
    }
}
