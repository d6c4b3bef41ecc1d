package dev.callvault.wire.xml;

import dev.callvault.content.Content;
import dev.callvault.content.ContentBuilder;
import dev.callvault.wire.answer.Envelope;
import dev.callvault.wire.answer.LogAnswer;
import dev.callvault.wire.answer.RowBuilder;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The response of {@code calls/log} in XML; the parser writes the log as UTF-8 without it ever becoming a {@link
 * String}.
 */
final class XmlLog {
    private final XmlCursor xml;
    private final Map<String, String> fields = new HashMap<>();
    private @Nullable Content log;

    XmlLog(XmlCursor xml) {
        this.xml = xml;
    }

    LogAnswer read() {
        Envelope envelope = new Envelope();
        xml.answer(envelope, () -> xml.children(this::field));
        envelope.check();
        return RowBuilder.log(fields, log);
    }

    private void field(String name) {
        if (name.equals("log")) {
            @Nullable Content content = content();
            log = content == null ? log : content;
        } else {
            @Nullable String text = xml.text();
            if (text != null) {
                fields.put(name, text);
            }
        }
    }

    private @Nullable Content content() {
        try (ContentBuilder content = new ContentBuilder();
                Writer text = new OutputStreamWriter(content, StandardCharsets.UTF_8)) {
            boolean isText = xml.text(text);
            text.flush();
            return isText ? content.content() : null;
        } catch (IOException impossible) {
            throw new UncheckedIOException("what is in memory cannot be written", impossible);
        }
    }
}
