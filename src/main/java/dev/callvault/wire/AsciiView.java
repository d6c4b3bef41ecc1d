package dev.callvault.wire;

import java.io.ByteArrayInputStream;

/**
 * An answer with a question mark for every byte that is not ASCII, and for zeros: its JSON can be walked as UTF-8 whatever its
 * strings hold, and every byte keeps its place. The zeros would make a parser guess that it is UTF-16.
 */
final class AsciiView extends ByteArrayInputStream {
    AsciiView(byte[] answer, int begin) {
        super(answer, begin, answer.length - begin);
    }

    @Override
    public synchronized int read() {
        int next = super.read();
        return next < 0 ? next : ascii((byte) next);
    }

    @Override
    public synchronized int read(byte[] into, int offset, int most) {
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
