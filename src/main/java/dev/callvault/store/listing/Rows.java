package dev.callvault.store.listing;

import dev.callvault.call.CallSummary;
import dev.callvault.call.ErrorLine;
import dev.callvault.call.LogStream;
import dev.callvault.call.SessionLine;
import java.util.List;
import java.util.stream.IntStream;

/** The records of one stream, ready to be stored. */
public sealed interface Rows {
    LogStream stream();

    int size();

    /** The same rows in at least one part, to be stored one after another. */
    default List<Rows> parts() {
        return List.of(this);
    }

    record Calls(List<CallSummary> list) implements Rows {
        /** The size of a part: the logs of one part can be fetched while the next is being stored. */
        private static final int PART = 2000;

        @Override
        public LogStream stream() {
            return LogStream.CALLS;
        }

        @Override
        public int size() {
            return list.size();
        }

        @Override
        public List<Rows> parts() {
            return IntStream.rangeClosed(0, Math.max(0, size() - 1) / PART)
                    .<Rows>mapToObj(it -> new Calls(list.subList(it * PART, Math.min(size(), (it + 1) * PART))))
                    .toList();
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
