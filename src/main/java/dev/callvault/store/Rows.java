package dev.callvault.store;

import dev.callvault.call.CallSummary;
import dev.callvault.call.ErrorLine;
import dev.callvault.call.LogStream;
import dev.callvault.call.SessionLine;
import java.util.List;

/** The records of one stream, ready to be stored. */
public sealed interface Rows {
    LogStream stream();

    int size();

    record Calls(List<CallSummary> list) implements Rows {
        @Override
        public LogStream stream() {
            return LogStream.CALLS;
        }

        @Override
        public int size() {
            return list.size();
        }
    }

    record Sessions(List<SessionLine> list) implements Rows {
        @Override
        public LogStream stream() {
            return LogStream.SESSIONS;
        }

        @Override
        public int size() {
            return list.size();
        }
    }

    record Errors(List<ErrorLine> list) implements Rows {
        @Override
        public LogStream stream() {
            return LogStream.ERRORS;
        }

        @Override
        public int size() {
            return list.size();
        }
    }
}
