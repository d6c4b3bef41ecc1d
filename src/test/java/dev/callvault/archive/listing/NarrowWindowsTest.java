package dev.callvault.archive.listing;

import dev.callvault.call.LogStream;
import org.junit.jupiter.api.Nested;

class NarrowWindowsTest {
    @Nested
    class OfErrors extends NarrowWindows {
        OfErrors() {
            super(LogStream.ERRORS);
        }
    }

    @Nested
    class OfCalls extends NarrowWindows {
        OfCalls() {
            super(LogStream.CALLS);
        }
    }

    @Nested
    class OfSessions extends NarrowWindows {
        OfSessions() {
            super(LogStream.SESSIONS);
        }
    }
}
