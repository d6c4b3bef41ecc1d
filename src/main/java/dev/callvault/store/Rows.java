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

    /** The rows from one place, from 0, to before another. */
    Rows part(int from, int to);

    record Calls(List<CallSummary> list) implements Rows {
        @Override
        public LogStream stream() {
            return LogStream.CALLS;
        }

        @Override
        public int size() {
            return list.size();
        }

        @Override
        public Rows part(int from, int to) {
            return new Calls(list.subList(from, to));
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

        @Override
        public Rows part(int from, int to) {
            return new Sessions(list.subList(from, to));
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

        @Override
        public Rows part(int from, int to) {
            return new Errors(list.subList(from, to));
        }
    }
}
