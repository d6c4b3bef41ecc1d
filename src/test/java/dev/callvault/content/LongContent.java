package dev.callvault.content;

import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** A content that is read as one that is too long for an array, however short it is. */
public final class LongContent implements Content {
    private final byte[] bytes;

    public LongContent(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    @Override
    public long length() {
        return bytes.length;
    }

    @Override
    public long weight() {
        return bytes.length;
    }

    @Override
    public InputStream open() {
        return new ByteArrayInputStream(bytes);
    }
}
