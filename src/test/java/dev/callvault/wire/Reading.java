package dev.callvault.wire;

import dev.callvault.content.Content;
import dev.callvault.content.LongContent;
import dev.callvault.wire.answer.WireReader;
import java.util.List;

/** One of the reader's four methods; the log's in both variants. */
public interface Reading {
    List<Reading> ALL = List.of(
            WireReader::calls,
            WireReader::sessions,
            WireReader::errors,
            (reader, answer) -> reader.log(Content.of(answer)),
            (reader, answer) -> reader.log(new LongContent(answer)));

    Object read(WireReader reader, byte[] answer);
}
