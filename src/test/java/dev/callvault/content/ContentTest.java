package dev.callvault.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentTest {
    private static final int MANY = ContentBuilder.MANY;

    /** A length of each kind, with what is expected of it: the truth, nothing, too little, and too much. */
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "0, 100",
        "1, 1",
        "100, 16384",
        "100, 3",
        "100000, 16384",
        "100000, 100000",
        "100000, 4000000",
        "4194303, 16384",
        "4194303, 4194303",
        "4194304, 16384",
        "4194304, 4194304",
        "6000000, 16384",
        "6000000, 6000000",
        "6000000, 10",
        "10, 6000000"
    })
    void what_was_gathered_comes_back(int length, long expected) throws NoSuchAlgorithmException {
        byte[] bytes = random(length);

        Content content = gathered(bytes, expected);

        assertThat(content.isPlain()).isEqualTo(Math.max(length, expected) < MANY);
        assertThat(content.length()).isEqualTo(length);
        assertThat(Arrays.equals(content.bytes(), bytes)).isTrue();
        assertThat(content.sha256())
                .isEqualTo(MessageDigest.getInstance("SHA-256").digest(bytes));
        byte[] first = content.read(it -> it.readNBytes(5));
        assertThat(first).isEqualTo(Arrays.copyOf(bytes, Math.min(5, length)));
    }

    private static Content gathered(byte[] bytes, long expected) {
        ContentBuilder content = new ContentBuilder(expected);
        for (int at = 0; at < bytes.length; at += 16_000) {
            content.add(ByteBuffer.wrap(bytes, at, Math.min(16_000, bytes.length - at)));
        }
        return content.content();
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new SplittableRandom(length).nextBytes(bytes);
        return bytes;
    }
}
