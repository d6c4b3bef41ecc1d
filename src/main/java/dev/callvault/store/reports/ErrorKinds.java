package dev.callvault.store.reports;

import dev.callvault.call.AccountId;
import dev.callvault.store.StoreFailure;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What goes wrong, by kind. Every method throws {@link StoreFailure} when the database cannot be used. */
public interface ErrorKinds {
    /**
     * The kinds of error that were seen, the most frequent of late first.
     *
     * @param since the days whose errors are counted one by one begin here
     */
    List<ErrorKind> of(List<AccountId> accounts, Instant since);

    /**
     * One kind of error.
     *
     * @param signature the message without what differs from one time to the next
     * @param errors in all the time that is archived
     * @param perThousandCalls empty without archived calls
     * @param days errors of each day of the reporting zone, up to today
     * @param firstSession of the first one, where its call is archived
     */
    record ErrorKind(
            String account,
            String signature,
            long errors,
            Instant first,
            Instant last,
            Optional<Double> perThousandCalls,
            List<Long> days,
            Optional<String> firstSession,
            Optional<String> lastSession) {
        public ErrorKind {
            days = List.copyOf(days);
        }

        /** Errors since the days are counted. */
        public long lately() {
            return days.stream().mapToLong(Long::longValue).sum();
        }
    }
}
