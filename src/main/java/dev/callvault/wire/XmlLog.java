package dev.callvault.wire;

import dev.callvault.content.Content;
import dev.callvault.content.ContentBuilder;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The answer of {@code calls/log} in XML; the log goes from the parser into UTF-8 without ever becoming a {@link String}. */
final class XmlLog {
    private final XmlCursor xml;
    private final Map<String, String> fields = new HashMap<>();
    private @Nullable Content log;

    XmlLog(XmlCursor xml) {
        this.xml = xml;
    }

    LogAnswer read() {
        Envelope envelope = new Envelope();
        XmlReader.envelope(xml, envelope, () -> xml.children(this::field));
        envelope.check();
        return Rows.log(fields, log);
    }

    private void field(String name) {
        if (name.equals("log")) {
            log = content();
        } else {
            fields.put(name, Objects.requireNonNullElse(xml.text(), ""));
        }
    }

    private @Nullable Content content() {
        ContentBuilder content = new ContentBuilder();
        try (Writer text = new OutputStreamWriter(content, StandardCharsets.UTF_8)) {
            if (!xml.text(text)) {
                return null;
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException("what is in memory cannot be written", impossible);
        }
        return content.content();
    }
}
