package dev.callvault.source.plum;

import java.net.http.HttpHeaders;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Answers come in UTF-8 unless their content type says otherwise. */
final class Charsets {
    private static final Pattern CHARSET =
            Pattern.compile("charset=\"?([A-Za-z0-9._:-]{1,40})", Pattern.CASE_INSENSITIVE);

    private Charsets() {}

    /** The body in UTF-8; untouched when it is declared as such, or as nothing that is known. */
    static byte[] toUtf8(byte[] body, HttpHeaders headers) {
        return headers.firstValue("Content-Type")
                .flatMap(Charsets::declared)
                .filter(it -> !it.equals(StandardCharsets.UTF_8) && !it.equals(StandardCharsets.US_ASCII))
                .map(it -> new String(body, it).getBytes(StandardCharsets.UTF_8))
                .orElse(body);
    }

    private static Optional<Charset> declared(String contentType) {
        Matcher charset = CHARSET.matcher(contentType);
        try {
            return charset.find() ? Optional.of(Charset.forName(charset.group(1))) : Optional.empty();
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            return Optional.empty();
        }
    }
}
