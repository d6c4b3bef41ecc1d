package dev.callvault.content;

import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** Content in one array. */
@SuppressWarnings("ArrayRecordComponent") // passed on, never copied or compared
record PlainContent(byte[] bytes) implements Content {
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

    @Override
    public boolean isPlain() {
        return true;
    }
}
