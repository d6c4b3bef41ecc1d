package dev.callvault.app;

import dev.callvault.app.account.Provider;
import dev.callvault.app.nodes.Keeping;
import dev.callvault.call.Account;
import dev.callvault.config.AccountSettings;
import dev.callvault.config.InvalidUse;
import dev.callvault.config.Settings;
import dev.callvault.imports.ImportReport;
import dev.callvault.imports.ImportRun;
import dev.callvault.imports.Unreadable;
import dev.callvault.progress.Progress;
import dev.callvault.refine.Redactor;
import dev.callvault.store.StoreFailure;
import dev.callvault.store.forget.Decision;
import dev.callvault.store.imports.ImportTerms;
import dev.callvault.store.postgres.PostgresArchive;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings along what somebody archived before. */
public final class Imports {
    private static final Logger LOG = LoggerFactory.getLogger(Imports.class);

    private final Settings settings;
    private final PostgresArchive archive;
    private final Function<AccountSettings, Account> register;
    private final Keeping keeping;
    private final Redactor redactor;
    private final Progress progress;

    /** @param register finds a configured account in the archive, or makes it known */
    Imports(
            Settings settings,
            PostgresArchive archive,
            Function<AccountSettings, Account> register,
            Keeping keeping,
            Redactor redactor,
            Progress progress) {
        this.settings = settings;
        this.archive = archive;
        this.register = register;
        this.keeping = keeping;
        this.redactor = redactor;
        this.progress = progress;
    }

    /**
     * What to import.
     *
     * @param account the name of the account; empty if there is only one
     * @param exportedAs the name that it has in exports; empty for its own
     * @param isTrial whether nothing is stored
     */
    public record Order(List<Path> paths, Optional<String> account, Optional<String> exportedAs, boolean isTrial) {}

    /**
     * Imports files.
     *
     * @param who decided it, and when
     * @param unreadable is told what cannot be read
     * @throws InvalidUse when the account is not known, or not clear
     */
    public ImportReport run(Order order, Decision who, Consumer<Unreadable> unreadable) {
        Account account = account(order);
        ImportTerms terms = new ImportTerms(keeping.keptSince(), who.at(), who.by(), order.isTrial());
        ImportReport report = new ImportRun(
                        account,
                        order.exportedAs().orElse(account.name()),
                        new ImportRun.ArchiveParts(archive.imports(), archive.sessionTimes(), redactor),
                        terms,
                        unreadable)
                .run(order.paths(), progress);
        if (!order.isTrial() && report.isWhole()) {
            storeFigures();
        }
        return report;
    }

    /** The figures of the reports follow by themselves where a daemon runs; if it fails here, its upkeep does it. */
    private void storeFigures() {
        try {
            progress.during("bringing the reports up to date", () -> {
                archive.reports().refresh();
                return true;
            });
        } catch (StoreFailure later) {
            LOG.debug("the reports' figures are left to the upkeep: {}", later.getMessage());
        }
    }

    /** A closed account, or one that is no longer configured, may be completed, too. */
    private Account account(Order order) {
        String name = order.account().orElseGet(this::only);
        Optional<Account> known = archive.accounts().all().stream()
                .filter(it -> it.name().equals(name))
                .findFirst();
        Optional<AccountSettings> configured = settings.accounts().stream()
                .filter(it -> it.name().equals(name))
                .findFirst();
        if (known.isEmpty() && order.isTrial() && configured.isPresent()) {
            return archive.accounts()
                    .known(name, Provider.customer(configured.get()))
                    .orElse(new Account(
                            Callvault.NO_ACCOUNT, name, configured.get().zone()));
        }
        if (archive.removals().all().stream()
                .anyMatch(it -> it.account().equals(name) && it.ended().isEmpty())) {
            throw new InvalidUse("the removal of account " + name + " has begun; nothing is imported into it");
        }
        return known.or(() -> configured.map(register))
                .orElseThrow(() ->
                        new InvalidUse("no account is named '" + name + "'; known: " + String.join(", ", names())));
    }

    private String only() {
        List<String> configured =
                settings.accounts().stream().map(AccountSettings::name).toList();
        List<String> names = configured.isEmpty() ? names() : configured;
        if (names.size() != 1) {
            throw new InvalidUse(
                    names.isEmpty()
                            ? "there is no account yet: configure the one whose records these are"
                            : "there are several accounts: name the one whose records these are with --account; known: "
                                    + String.join(", ", names()));
        }
        return names.getFirst();
    }

    private List<String> names() {
        TreeSet<String> names = new TreeSet<>();
        archive.accounts().all().forEach(it -> names.add(it.name()));
        settings.accounts().forEach(it -> names.add(it.name()));
        return List.copyOf(names);
    }
}
