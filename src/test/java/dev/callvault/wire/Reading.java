package dev.callvault.wire;

import java.util.List;

/** One of the reader's four methods. */
interface Reading {
    List<Reading> ALL = List.of(WireReader::calls, WireReader::sessions, WireReader::errors, WireReader::log);

    Object read(WireReader reader, byte[] answer);
}
