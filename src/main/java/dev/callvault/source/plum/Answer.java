package dev.callvault.source.plum;

import dev.callvault.call.CallBody;
import dev.callvault.content.Content;
import dev.callvault.content.ContentBuilder;
import dev.callvault.wire.WireFormat;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.http.HttpHeaders;
import java.nio.charset.CharacterCodingException;
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
        return otherCharset()
                .map(it -> Content.of(new String(body.bytes(), it).getBytes(StandardCharsets.UTF_8)))
                .orElse(body);
    }

    /**
     * The body to read a log from: as received wherever that is possible. Only what is no text as received, but is text in
     * the declared charset, is converted to UTF-8; otherwise no search would find it. Where a server declares a charset for
     * whatever it sends, logs in UTF-8 and binary data stay as they are.
     */
    Content log() {
        return otherCharset()
                .filter(it -> !CallBody.isText(body))
                .flatMap(this::converted)
                .filter(CallBody::isText)
                .orElse(body);
    }

    private Optional<Content> converted(Charset charset) {
        try (ContentBuilder content = new ContentBuilder(body.length());
                Writer utf8 = new OutputStreamWriter(content, StandardCharsets.UTF_8);
                Reader text = new InputStreamReader(body.open(), charset.newDecoder())) {
            text.transferTo(utf8);
            utf8.flush();
            return Optional.of(content.content());
        } catch (CharacterCodingException declaredWrongly) {
            return Optional.empty();
        } catch (IOException impossible) {
            throw new UncheckedIOException("what is in memory cannot be converted", impossible);
        }
    }

    private Optional<Charset> otherCharset() {
        boolean says = format() == WireFormat.XML && prolog().contains("encoding=");
        return header("Content-Type").flatMap(Answer::charset).filter(it -> !says && !isUtf8(it));
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
