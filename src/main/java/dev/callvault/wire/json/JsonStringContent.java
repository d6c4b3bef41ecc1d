package dev.callvault.wire.json;

import dev.callvault.content.Content;
import dev.callvault.wire.answer.UnreadableAnswer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** A string too large for an array, unescaped each time it is read. */
final class JsonStringContent implements Content {
    private final Content json;
    private final long quote;
    private final long length;

    /** @param quote the position of the opening quote */
    JsonStringContent(Content json, long quote) {
        this.json = json;
        this.quote = quote;
        this.length = read(bytes -> bytes.transferTo(OutputStream.nullOutputStream()));
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public long weight() {
        return json.weight();
    }

    @Override
    public InputStream open() {
        InputStream bytes = json.open();
        try {
            bytes.skipNBytes(quote);
            if (bytes.read() != '"') {
                throw new UnreadableAnswer("no string at byte " + quote, null);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException("bytes that are in memory cannot be read", impossible);
        }
        return new JsonStringStream(bytes);
    }
}
