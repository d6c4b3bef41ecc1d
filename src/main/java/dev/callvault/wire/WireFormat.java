package dev.callvault.wire;

import dev.callvault.wire.answer.WireReader;
import dev.callvault.wire.answer.WireWriter;
import dev.callvault.wire.json.JsonReader;
import dev.callvault.wire.json.JsonWriter;
import dev.callvault.wire.xml.XmlReader;
import dev.callvault.wire.xml.XmlWriter;
import java.util.Locale;

/** The provider's two formats; JSON unless {@code Accept} requests XML. */
public enum WireFormat {
    JSON("application/json"),
    XML("application/xml");

    private final String mediaType;

    WireFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    /** The format that an {@code Accept} header requests. */
    public static WireFormat accepted(String acceptHeader) {
        return acceptHeader.toLowerCase(Locale.ROOT).contains("xml") ? XML : JSON;
    }

    public String mediaType() {
        return mediaType;
    }

    /** Reads responses in this format; stateless. */
    public WireReader reader() {
        return switch (this) {
            case JSON -> new JsonReader();
            case XML -> new XmlReader();
        };
    }

    /** Writes responses in this format; stateless. */
    public WireWriter writer() {
        return switch (this) {
            case JSON -> new JsonWriter();
            case XML -> new XmlWriter();
        };
    }
}
