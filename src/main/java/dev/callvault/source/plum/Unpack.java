package dev.callvault.source.plum;

import dev.callvault.source.CallService;
import dev.callvault.source.MemoryBudget;
import dev.callvault.source.SourceFailure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/** Undoes the content encoding; the limit holds for what comes out, too, since a small gzip can hold gigabytes. */
final class Unpack {
    private static final VarHandle LITTLE_ENDIAN =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private final int most;

    Unpack(long most) {
        this.most = Math.toIntExact(most);
    }

    /** The content of a success; of anything else as much as can be had, since there the status says enough. */
    byte[] body(CallService service, HttpResponse<?> response, byte[] packed, MemoryBudget.Reservation memory) {
        try {
            return unpacked(service, response.headers(), packed, memory);
        } catch (SourceFailure.Unreadable | SourceFailure.TooLarge broken) {
            if (response.statusCode() / 100 == 2) {
                throw broken;
            }
            return new byte[0];
        }
    }

    private byte[] unpacked(CallService service, HttpHeaders headers, byte[] body, MemoryBudget.Reservation memory) {
        String encoding =
                headers.firstValue("Content-Encoding").orElse("").strip().toLowerCase(Locale.ROOT);
        return switch (encoding) {
            case "", "identity" -> body;
            case "gzip", "x-gzip" -> {
                long size = statedSize(body);
                if (size > CappedBody.SMALL) {
                    memory.atLeast(Math.min(size, most));
                }
                yield body.length == 0 ? body : gunzip(service, body);
            }
            default ->
                throw new SourceFailure.Unreadable(
                        service + " answered in an encoding that was not asked for", body, null);
        };
    }

    /** What a gzip says of itself at its end, by RFC 1952; of one that lies the limit is all that is known. */
    private static long statedSize(byte[] gzip) {
        return gzip.length < Integer.BYTES
                ? 0
                : Integer.toUnsignedLong((int) LITTLE_ENDIAN.get(gzip, gzip.length - Integer.BYTES));
    }

    private byte[] gunzip(CallService service, byte[] body) {
        try (GZIPInputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(body))) {
            byte[] content = unpacked.readNBytes(most);
            if (unpacked.read() >= 0) {
                throw new SourceFailure.TooLarge(tooLarge(service, most));
            }
            return content;
        } catch (IOException broken) {
            throw new SourceFailure.Unreadable(service + " answered with a broken gzip", body, broken);
        }
    }

    static String tooLarge(CallService service, long most) {
        return service + " answered more than " + most + " bytes";
    }
}
