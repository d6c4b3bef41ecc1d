package dev.callvault.archive.listing;

import dev.callvault.call.LogStream;
import dev.callvault.call.Page;
import dev.callvault.source.ListQuery;
import dev.callvault.store.listing.Rows;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One stream of one account, as the lister needs it.
 *
 * @param <T> what the provider lists
 * @param ask makes one request
 * @param identity tells two listed rows apart; genuine rows of {@code T} may share it only if {@code repeats}
 * @param repeats whether two genuine rows can be identical, as lines can
 * @param happened when each listed row happened, in their order; null where unknown
 * @param refine prepares the rows of one listing for storage
 * @param times when each row of a refined listing happened, as the stream's own filter sees it; null where unknown
 */
public record StreamSource<T>(
        LogStream stream,
        Function<ListQuery, Page<T>> ask,
        Function<T, Object> identity,
        boolean repeats,
        Function<List<T>, List<@Nullable Instant>> happened,
        Function<List<T>, Rows> refine,
        Function<Rows, List<@Nullable Instant>> times) {}
