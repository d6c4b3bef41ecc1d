package dev.callvault.store.status;

import dev.callvault.call.Gap;
import dev.callvault.store.listing.KeptUnread;
import dev.callvault.store.listing.UnprovenSpan;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Everything of one account that is missing or doubtful.
 *
 * @param gaps those that are not resolved, newest first
 * @param unproven time that is listed but not proven, earliest first
 * @param unread rows that the provider lists but that cannot be read, the latest first
 * @param conflicts calls that were listed under the log id of another call, newest first
 */
public record Losses(
        List<Loss<Gap>> gaps,
        List<Loss<UnprovenSpan>> unproven,
        List<Loss<KeptUnread>> unread,
        List<Loss<CallConflict>> conflicts) {
    public static final Losses NONE = new Losses(List.of(), List.of(), List.of(), List.of());

    /** All of them, whatever their kind. */
    public Stream<Loss<?>> all() {
        return Stream.<List<? extends Loss<?>>>of(gaps, unproven, unread, conflicts)
                .flatMap(List::stream);
    }

    /** Those that still count. */
    public Losses open() {
        return where(Loss::isOpen);
    }

    /** Those that people have acknowledged. */
    public Losses acknowledged() {
        return where(it -> !it.isOpen());
    }

    private Losses where(Predicate<Loss<?>> which) {
        return new Losses(
                gaps.stream().filter(which).toList(),
                unproven.stream().filter(which).toList(),
                unread.stream().filter(which).toList(),
                conflicts.stream().filter(which).toList());
    }

    public boolean isEmpty() {
        return all().findAny().isEmpty();
    }
}
