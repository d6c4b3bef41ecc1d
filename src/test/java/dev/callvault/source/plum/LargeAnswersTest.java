package dev.callvault.source.plum;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callvault.Proof;
import dev.callvault.call.LogId;
import dev.callvault.content.Content;
import dev.callvault.source.MemoryBudget;
import dev.callvault.source.SourceFailure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Many concurrent large logs wait for each other, however the provider sends them. */
@Proof
class LargeAnswersTest {
    private static final LogId LOG = new LogId(3_000_000_000L);
    private static final int LARGE = 3 << 20;

    private final MemoryBudget memory = new MemoryBudget(LARGE + LARGE / 2);
    private ScriptedProvider provider;
    private PlumSource source;

    @BeforeEach
    void start() throws IOException {
        provider = new ScriptedProvider(ScriptedProvider.stalls(""));
        source = new PlumSource(PlumSettings.of(provider.url(), "user", "pass"), Clock.systemUTC());
    }

    @AfterEach
    void stop() throws IOException {
        source.close();
        provider.close();
    }

    @ParameterizedTest
    @EnumSource
    void a_large_answer_waits_until_there_is_room(Framing framing) throws IOException {
        provider.then(framing.answer("HTTP/1.1 200 OK", log()));
        MemoryBudget.Reservation others = memory.reserve();
        others.atLeast(LARGE);
        MemoryBudget.Reservation own = memory.reserve();
        CompletableFuture<byte[]> fetched = new CompletableFuture<>();

        Thread worker = Thread.ofVirtual()
                .start(() ->
                        fetched.complete(source.fetchLog(LOG, own).content().bytes()));
        while (!isWaitingForMemory(worker)) {
            Thread.onSpinWait();
        }
        assertThat(fetched).isNotDone();
        others.close();

        assertThat(fetched.join()).hasSize(LARGE).containsOnly('x');
        own.close();
    }

    @ParameterizedTest
    @EnumSource
    void so_large_an_answer_that_it_is_packed_comes_through(Framing framing) throws IOException {
        byte[] text = "x\ud83d\ude00 12 \\n".repeat(500_000).getBytes(UTF_8);
        provider.then(framing.answer("HTTP/1.1 200 OK", log(text)));

        Content log = source.fetchLog(LOG).content();

        assertThat(log.weight()).isLessThan(LARGE);
        assertThat(log.bytes()).asString(UTF_8).isEqualTo(new String(text, UTF_8).replace("\\n", "\n"));
    }

    @Test
    void so_large_a_log_in_another_charset_becomes_text() throws IOException {
        String text = "caf\u00e9 12 ".repeat(700_000);
        byte[] answer = ("{\"status\":\"success\",\"result\":{\"log\":\"" + text + "\"}}").getBytes(ISO_8859_1);
        provider.then(ScriptedProvider.answers(200, "Content-Type: text/plain; charset=ISO-8859-1\r\n", answer));

        Content log = source.fetchLog(LOG).content();

        assertThat(log.weight()).isLessThan(LARGE);
        assertThat(log.bytes()).asString(UTF_8).isEqualTo(text);
    }

    /** The gzip itself is so large that it is packed again. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8, 500_000})
    void a_large_gzip_comes_through_unless_something_is_missing(int missing) throws IOException {
        byte[] text = new byte[6 << 20];
        new SplittableRandom(1).nextBytes(text);
        for (int i = 0; i < text.length; i++) {
            text[i] = (byte) (' ' + 1 + Math.floorMod(text[i], 90));
            text[i] = text[i] == '\\' || text[i] == '"' ? (byte) 'x' : text[i];
        }
        byte[] gzip = Framing.gzip(log(text));
        assertThat(gzip.length - missing).isGreaterThan(4 << 20);
        provider.then(Framing.sends(
                "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + (gzip.length - missing),
                Arrays.copyOf(gzip, gzip.length - missing)));

        if (missing == 0) {
            assertThat(Arrays.equals(
                            source.fetchLog(LOG, memory.reserve()).content().bytes(), text))
                    .isTrue();
        } else {
            assertThatThrownBy(() -> source.fetchLog(LOG, memory.reserve()))
                    .isInstanceOf(SourceFailure.Unreadable.class);
            memory.reserve().atLeast(Long.MAX_VALUE); // waits for ever if anything is reserved
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_failure_leaves_nothing_reserved(Framing framing) throws IOException {
        provider.then(framing.answer("HTTP/1.1 500 Trouble", log()));

        assertThatThrownBy(() -> source.fetchLog(LOG, memory.reserve()))
                .isInstanceOf(SourceFailure.ServerTrouble.class);

        memory.reserve().atLeast(Long.MAX_VALUE); // waits for ever if anything is reserved
    }

    private static boolean isWaitingForMemory(Thread worker) {
        return Arrays.stream(worker.getStackTrace())
                .anyMatch(it -> it.getClassName().endsWith("MemoryBudget$Reservation")
                        && it.getMethodName().equals("atLeast"));
    }

    private static byte[] log() {
        return log("x".repeat(LARGE).getBytes(UTF_8));
    }

    private static byte[] log(byte[] text) {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        answer.writeBytes("{\"status\":\"success\",\"result\":{\"log\":\"".getBytes(UTF_8));
        answer.writeBytes(text);
        answer.writeBytes("\"}}".getBytes(UTF_8));
        return answer.toByteArray();
    }

    /** How the end of a response is marked. */
    enum Framing {
        DECLARED {
            @Override
            ScriptedProvider.Script answer(String status, byte[] content) {
                return sends(status + "\r\nContent-Length: " + content.length, content);
            }
        },
        CHUNKED {
            @Override
            ScriptedProvider.Script answer(String status, byte[] content) {
                ByteArrayOutputStream chunks = new ByteArrayOutputStream();
                chunks.writeBytes((Integer.toHexString(content.length) + "\r\n").getBytes(UTF_8));
                chunks.writeBytes(content);
                chunks.writeBytes("\r\n0\r\n\r\n".getBytes(UTF_8));
                return sends(status + "\r\nTransfer-Encoding: chunked", chunks.toByteArray());
            }
        },
        UNTIL_THE_CONNECTION_CLOSES {
            @Override
            ScriptedProvider.Script answer(String status, byte[] content) {
                return sends(status + "\r\nConnection: close", content);
            }
        },
        PACKED {
            @Override
            ScriptedProvider.Script answer(String status, byte[] content) throws IOException {
                byte[] packed = gzip(content);
                return sends(status + "\r\nContent-Encoding: gzip\r\nContent-Length: " + packed.length, packed);
            }
        };

        abstract ScriptedProvider.Script answer(String status, byte[] content) throws IOException;

        static byte[] gzip(byte[] content) throws IOException {
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
                gzip.write(content);
            }
            return packed.toByteArray();
        }

        static ScriptedProvider.Script sends(String head, byte[] body) {
            return (request, connection, self) -> {
                OutputStream out = connection.getOutputStream();
                out.write((head + "\r\n\r\n").getBytes(UTF_8));
                out.write(body);
                out.flush();
            };
        }
    }
}
