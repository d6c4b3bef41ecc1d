package dev.callvault.cli.imports;

import dev.callvault.app.Callvault;
import dev.callvault.app.Imports;
import dev.callvault.cli.output.ExitCode;
import dev.callvault.cli.output.Output;
import dev.callvault.cli.session.Session;
import dev.callvault.config.Settings;
import dev.callvault.imports.ImportReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code callvault import}. */
@Command(
        name = "import",
        description = "Bring along what you archived before: saved answers of the provider, logs, and exports.",
        footer = {
            "",
            "Reads saved answers of the four services (JSON or XML, one a file or one a",
            "line), logs in files named by their log id (12345.log), and exports of calls,",
            "sessions, errors and bodies (CSV or JSON Lines); also packed with gzip.",
            "Adds what the archive lacks and changes nothing that is there. Run it again",
            "at any time, also after Ctrl-C. Imported records prove nothing.",
            "Examples:",
            "  callvault import old-archive/ --dry-run",
            "  callvault import old-archive/ --unreadable unreadable.txt",
            "  callvault import calls.csv bodies.jsonl.gz --account second"
        })
public final class ImportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private Session session;

    @Mixin
    private Output output;

    @Parameters(arity = "1..*", paramLabel = "PATH", description = "Files, and folders with all that is in them.")
    private List<Path> paths = new ArrayList<>();

    @Option(
            names = "--account",
            paramLabel = "NAME",
            description = "The account whose records these are; needed if there are several.")
    private @Nullable String account;

    @Option(
            names = "--exported-as",
            paramLabel = "NAME",
            description = "The name that the account has in exports, if it has another one now."
                    + " Rows of exports that belong to other accounts are left out.")
    private @Nullable String exportedAs;

    @Option(
            names = {"-n", "--dry-run"},
            description = "Only count what would be done; store nothing.")
    private boolean dryRun;

    @Option(
            names = "--unreadable",
            paramLabel = "FILE",
            description = "List everything that cannot be read in this file; the first " + UnreadableList.SHOWN
                    + " are shown anyway.")
    private @Nullable Path unreadable;

    @Override
    public Integer call() {
        Session.requireHeap();
        checkUse();
        Settings settings = session.settingsOfDatabase();
        try (UnreadableList list = UnreadableList.into(unreadable);
                Callvault callvault = session.open(settings)) {
            Imports.Order order =
                    new Imports.Order(paths, Optional.ofNullable(account), Optional.ofNullable(exportedAs), dryRun);
            ImportReport report = callvault.imports().run(order, callvault.decision(null), list::add);
            list.flush();
            ImportText text = new ImportText(report, list, dryRun, unreadable);
            output.print(text.text(), text.json());
            return report.unreadable() > 0 || !report.isWhole() ? ExitCode.FAILED : ExitCode.DONE;
        }
    }

    /** Before the archive is opened, which may take long. */
    private void checkUse() {
        for (Path path : paths) {
            if (!Files.exists(path)) {
                throw usage(path + " does not exist");
            }
            if (!Files.isReadable(path)) {
                throw usage(path + " cannot be read by this user");
            }
        }
        if (unreadable != null) {
            checkList(unreadable);
        }
    }

    private void checkList(Path file) {
        if (Files.exists(file)) {
            throw usage(file + " exists already; name another file for --unreadable");
        }
        if (!Files.isDirectory(Objects.requireNonNull(file.toAbsolutePath().getParent()))) {
            throw usage("cannot write " + file + ": its folder does not exist");
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
