package dev.callvault.source.plum;

import dev.callvault.content.Content;
import dev.callvault.wire.WireFormat;
import java.net.http.HttpHeaders;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The provider's response, unpacked.
 *
 * @param asked the requested format
 */
record Answer(int status, HttpHeaders headers, WireFormat asked, Content body) {
    private static final Pattern CHARSET = Pattern.compile("charset\\s*=\\s*\"?([^\\s;\"]+)", Pattern.CASE_INSENSITIVE);
    private static final int PROLOG = 200;

    boolean isSuccess() {
        return status / 100 == 2;
    }

    Optional<String> header(String name) {
        return headers.firstValue(name).map(String::strip);
    }

    /** The body's actual format by its first character, in case the provider ignored the request. */
    WireFormat format() {
        String start = prolog().replace("\u00EF\u00BB\u00BF", "").stripLeading();
        if (start.startsWith("<")) {
            return WireFormat.XML;
        }
        return start.startsWith("{") ? WireFormat.JSON : asked;
    }

    /** The body converted to UTF-8 if another charset was declared; XML that names its own encoding is unchanged. */
    Content utf8() {
        Optional<Charset> declared = header("Content-Type").flatMap(Answer::charset);
        boolean says = format() == WireFormat.XML && prolog().contains("encoding=");
        if (says || declared.isEmpty() || isUtf8(declared.get())) {
            return body;
        }
        return Content.of(new String(body.bytes(), declared.get()).getBytes(StandardCharsets.UTF_8));
    }

    private String prolog() {
        return new String(body.read(it -> it.readNBytes(PROLOG)), StandardCharsets.ISO_8859_1);
    }

    private static boolean isUtf8(Charset charset) {
        return charset.equals(StandardCharsets.UTF_8) || charset.equals(StandardCharsets.US_ASCII);
    }

    private static Optional<Charset> charset(String contentType) {
        Matcher matcher = CHARSET.matcher(contentType);
        try {
            return matcher.find() ? Optional.of(Charset.forName(matcher.group(1))) : Optional.empty();
        } catch (IllegalArgumentException unknown) {
            return Optional.empty();
        }
    }
}
