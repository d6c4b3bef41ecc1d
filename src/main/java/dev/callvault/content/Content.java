package dev.callvault.content;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A log's bytes, or an answer's, all of them in memory: in one array, as nearly always, or too many for that, and then read
 * from the first to the last as often as they are needed. Immutable; safe for many threads.
 */
public interface Content {
    /**
     * An array as it is.
     *
     * @param bytes shared, not copied; nobody may write to them
     */
    static Content of(byte[] bytes) {
        return new PlainContent(bytes);
    }

    /** In bytes. */
    long length();

    /** The memory that it takes, in bytes. */
    long weight();

    /** From the first byte on. Whoever opens it closes it. */
    InputStream open();

    /** Whether {@link #bytes()} is an array that there is anyway; else it makes one, as long as the content. */
    default boolean isPlain() {
        return false;
    }

    /** All bytes; nobody may write to them. */
    default byte[] bytes() {
        byte[] bytes = new byte[Math.toIntExact(length())];
        var unused = read(it -> it.readNBytes(bytes, 0, bytes.length));
        return bytes;
    }

    /** The digest by SHA-256. */
    default byte[] sha256() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            OutputStream digested = new DigestOutputStream(OutputStream.nullOutputStream(), digest);
            var unused = read(bytes -> bytes.transferTo(digested));
            return digest.digest();
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java platform has SHA-256", impossible);
        }
    }

    /** What a reading finds; it need not read to the end. */
    default <T> T read(Reading<T> reading) {
        try (InputStream bytes = open()) {
            return reading.of(bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException("bytes that are in memory cannot be read", impossible);
        }
    }

    /** Reads bytes from the first on. */
    interface Reading<T> {
        T of(InputStream bytes) throws IOException;
    }
}
