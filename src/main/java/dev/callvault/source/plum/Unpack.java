package dev.callvault.source.plum;

import dev.callvault.content.Content;
import dev.callvault.content.ContentBuilder;
import dev.callvault.source.CallService;
import dev.callvault.source.MemoryBudget;
import dev.callvault.source.SourceFailure;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/** Decodes the content encoding. The limit also applies to the result, since a small gzip can hold gigabytes. */
final class Unpack {
    private static final VarHandle LITTLE_ENDIAN =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int PIECE = 8 << 10;

    private final long most;

    Unpack(long most) {
        this.most = most;
    }

    /** The content of a success; of any other response as much as can be decoded, since its status says enough. */
    Content body(CallService service, HttpResponse<?> response, Content sent, MemoryBudget.Reservation memory) {
        try {
            return unpacked(service, response.headers(), sent, memory);
        } catch (SourceFailure.Unreadable | SourceFailure.TooLarge broken) {
            if (response.statusCode() / 100 == 2) {
                throw broken;
            }
            return Content.of(new byte[0]);
        }
    }

    private Content unpacked(CallService service, HttpHeaders headers, Content sent, MemoryBudget.Reservation memory) {
        String encoding =
                headers.firstValue("Content-Encoding").orElse("").strip().toLowerCase(Locale.ROOT);
        return switch (encoding) {
            case "", "identity" -> sent;
            case "gzip", "x-gzip" -> sent.length() == 0 ? sent : gunzip(service, sent, memory);
            default ->
                throw new SourceFailure.Unreadable(
                        service + " returned a content encoding that was not requested", sent, null);
        };
    }

    private Content gunzip(CallService service, Content gzip, MemoryBudget.Reservation memory) {
        long stated = Math.min(most, statedSize(gzip));
        if (stated > CappedBody.SMALL) {
            memory.atLeast(stated);
        }
        try (InputStream packed = gzip.open();
                InputStream unpacked = new GZIPInputStream(packed);
                ContentBuilder content = new ContentBuilder(stated)) {
            gather(service, unpacked, content);
            return content.content();
        } catch (IOException broken) {
            throw new SourceFailure.Unreadable(service + " returned a broken gzip stream", gzip, broken);
        }
    }

    /** The size that a gzip states at its end, by RFC 1952; if the statement is false, only the limit applies. */
    private static long statedSize(Content gzip) {
        if (gzip.length() < Integer.BYTES) {
            return 0;
        }
        byte[] end = gzip.read(bytes -> {
            bytes.skipNBytes(gzip.length() - Integer.BYTES);
            return bytes.readAllBytes();
        });
        return Integer.toUnsignedLong((int) LITTLE_ENDIAN.get(end, 0));
    }

    private void gather(CallService service, InputStream unpacked, ContentBuilder content) throws IOException {
        byte[] piece = new byte[PIECE];
        long length = 0;
        for (int more = unpacked.read(piece); more >= 0; more = unpacked.read(piece)) {
            length += more;
            if (length > most) {
                throw new SourceFailure.TooLarge(tooLarge(service, most));
            }
            content.write(piece, 0, more);
        }
    }

    static String tooLarge(CallService service, long most) {
        return service + " returned more than " + most + " bytes";
    }
}
