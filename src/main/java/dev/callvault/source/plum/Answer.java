package dev.callvault.source.plum;

import java.net.http.HttpHeaders;
import java.util.Optional;

/** An answer, whole and unpacked. */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
record Answer(int status, HttpHeaders headers, byte[] body) {
    boolean isOk() {
        return status >= 200 && status < 300;
    }

    Optional<String> header(String name) {
        return headers.firstValue(name);
    }
}
