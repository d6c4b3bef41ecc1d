package dev.callvault.store.reports;

import dev.callvault.call.AccountId;
import dev.callvault.store.StoreFailure;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Errors grouped by kind. Every method throws {@link StoreFailure} when the database cannot be used. */
public interface ErrorKinds {
    /**
     * The kinds of error seen so far, the most frequent recent ones first.
     *
     * @param since where the days with daily counts begin
     */
    List<ErrorKind> of(List<AccountId> accounts, Instant since);

    /**
     * One kind of error.
     *
     * @param signature the message without its varying parts
     * @param errors in the whole archive
     * @param perThousandCalls empty without archived calls
     * @param days errors per day of the reporting zone, up to today
     * @param firstSession the session of the first one, if its call is archived
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

        /** Errors on the days with daily counts. */
        public long lately() {
            return days.stream().mapToLong(Long::longValue).sum();
        }
    }
}
