package dev.callvault.content;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;

/**
 * The bytes of a log or of a response. Nearly always they are in one array; when there are too many for that, they are read as
 * a stream, as often as needed: from memory, or piece by piece from where they are stored. Immutable; safe for many threads.
 */
public interface Content {
    /**
     * The content of an array.
     *
     * @param bytes shared, not copied; nobody may write to them
     */
    static Content of(byte[] bytes) {
        return new PlainContent(bytes);
    }

    /** The length in bytes. */
    long length();

    /** The memory that the content takes, in bytes. */
    long weight();

    /** A stream that starts at the first byte. The caller closes it. */
    InputStream open();

    /** A stream that starts after this many bytes. The caller closes it. */
    default InputStream open(long from) throws IOException {
        InputStream bytes = open();
        bytes.skipNBytes(from);
        return bytes;
    }

    /** Whether {@link #bytes()} returns an array that exists already; if not, it makes one as long as the content. */
    default boolean isPlain() {
        return false;
    }

    /** All bytes; nobody may write to them. */
    default byte[] bytes() {
        byte[] bytes = new byte[Math.toIntExact(length())];
        var unused = read(it -> it.readNBytes(bytes, 0, bytes.length));
        return bytes;
    }

    /** The SHA-256 digest. */
    default byte[] sha256() {
        MessageDigest digest = Sha256.digest();
        OutputStream digested = new DigestOutputStream(OutputStream.nullOutputStream(), digest);
        var unused = read(bytes -> bytes.transferTo(digested));
        return digest.digest();
    }

    /** The result of reading the content; the reader need not read to the end. */
    default <T> T read(Reading<T> reading) {
        try (InputStream bytes = open()) {
            return reading.of(bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException("bytes in memory cannot be read", impossible);
        }
    }

    /** Reads bytes from the beginning. */
    interface Reading<T> {
        T of(InputStream bytes) throws IOException;
    }
}
