package dev.callvault.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class SpoolTest {
    private final byte[] much = new byte[5 << 20];

    SpoolTest() {
        new Random(7).nextBytes(much);
    }

    @Test
    void a_reader_who_pauses_gets_everything_and_holds_up_nobody() throws InterruptedException {
        CountDownLatch pause = new CountDownLatch(1);
        ByteArrayOutputStream got = new ByteArrayOutputStream();
        Spool spool = new Spool(new OutputStream() {
            @Override
            public void write(int one) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                try {
                    pause.await();
                } catch (InterruptedException stopping) {
                    throw new IOException(stopping);
                }
                got.write(bytes, offset, length);
            }
        });

        for (int at = 0; at < much.length; at += 10_007) {
            spool.write(much, at, Math.min(10_007, much.length - at));
        }
        pause.countDown(); // all is written before the first byte is read
        spool.close();

        assertThat(got.toByteArray()).isEqualTo(much);
    }

    @Test
    void a_reader_who_leaves_is_told_from_a_full_disk() {
        assertThatThrownBy(() -> writeTo("Broken pipe")).isInstanceOf(Spool.ReaderLeft.class);
        assertThatThrownBy(() -> writeTo("No space left on device"))
                .isInstanceOf(UnwritableOutput.class)
                .hasMessage("cannot write to standard output: No space left on device");
    }

    private void writeTo(String failure) {
        try (Spool spool = new Spool(new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                throw new IOException(failure);
            }
        })) {
            spool.write(much, 0, 1000);
        }
    }
}
