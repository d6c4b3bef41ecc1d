package dev.callvault.serve.console;

import dev.callvault.store.status.AccountStatus;
import dev.callvault.store.status.Freshness;
import dev.callvault.store.status.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What every page says first when archiving does not work: whoever searches a stale archive must know that it is.
 *
 * @param mood the class of the verdict: warn or bad
 * @param words what is wrong with these accounts
 * @param names of the accounts, the most urgent first, at most a few
 * @param more how many others there are
 * @param advice what follows from it
 */
public record Banner(String mood, String words, List<String> names, int more, String advice) {
    private static final int NAMED = 5;

    /** @param standing the visible accounts, the most urgent first */
    static List<Banner> of(List<AccountStatus> standing, Instant now, Freshness fresh) {
        List<Banner> banners = new ArrayList<>();
        add(
                banners,
                names(standing, Verdict.Kind.REFUSED, now, fresh),
                "bad",
                "The provider refuses the login of",
                "Nothing new is archived, and logs will be lost.");
        add(
                banners,
                names(standing, Verdict.Kind.STALE, now, fresh),
                "warn",
                "No recent success of",
                "What these pages show is not up to date.");
        return List.copyOf(banners);
    }

    private static void add(List<Banner> banners, List<String> names, String mood, String words, String advice) {
        if (!names.isEmpty()) {
            List<String> named = names.stream().limit(NAMED).toList();
            banners.add(new Banner(mood, words, named, names.size() - named.size(), advice));
        }
    }

    private static List<String> names(List<AccountStatus> standing, Verdict.Kind kind, Instant now, Freshness fresh) {
        return standing.stream()
                .filter(it -> it.verdict(now, fresh).kind() == kind)
                .map(AccountStatus::account)
                .toList();
    }
}
