package dev.callvault.source.plum;

import dev.callvault.source.CallService;
import dev.callvault.source.SourceFailure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/** Undoes the content encoding; the limit holds for what comes out, too, since a small gzip can hold gigabytes. */
final class Unpack {
    private final int most;

    Unpack(long most) {
        this.most = Math.toIntExact(most);
    }

    /** The content of a success; of anything else as much as can be had, since there the status says enough. */
    byte[] body(CallService service, HttpResponse<byte[]> response) {
        try {
            return unpacked(service, response.headers(), response.body());
        } catch (SourceFailure.Unreadable | SourceFailure.TooLarge broken) {
            if (response.statusCode() / 100 == 2) {
                throw broken;
            }
            return new byte[0];
        }
    }

    private byte[] unpacked(CallService service, HttpHeaders headers, byte[] body) {
        String encoding =
                headers.firstValue("Content-Encoding").orElse("").strip().toLowerCase(Locale.ROOT);
        return switch (encoding) {
            case "", "identity" -> body;
            case "gzip", "x-gzip" -> body.length == 0 ? body : gunzip(service, body);
            default ->
                throw new SourceFailure.Unreadable(
                        service + " answered in an encoding that was not asked for", body, null);
        };
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
