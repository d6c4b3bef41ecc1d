package dev.callvault.cli.backup;

import dev.callvault.app.Callvault;
import dev.callvault.app.Move;
import dev.callvault.cli.output.ExitCode;
import dev.callvault.cli.output.Output;
import dev.callvault.cli.session.Session;
import dev.callvault.config.Settings;
import dev.callvault.report.HumanFormat;
import dev.callvault.store.backup.MoveMark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code callvault move}. */
@Command(
        name = "move",
        description = "Move the archive to another PostgreSQL, and give it up here.",
        footer = {
            "",
            "Stop the daemons first; nothing is archived while the archive is moved. The target must be empty, and its login is",
            "in CALLVAULT_TARGET_USERNAME and CALLVAULT_TARGET_PASSWORD or CALLVAULT_TARGET_PASSWORD_FILE. After an",
            "interruption, run the same command again, or --cancel.",
            "Examples:",
            "  CALLVAULT_TARGET_USERNAME=callvault callvault move --to jdbc:postgresql://db.example.com/callvault",
            "  callvault move --to-data-directory /var/lib/callvault",
            "  callvault move --cancel                  use the archive here (again)"
        })
public final class MoveCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private Session session;

    @Mixin
    private Output output;

    @ArgGroup(multiplicity = "0..1")
    private Where where = new Where();

    /** One of them. */
    static final class Where {
        @Option(names = "--to", paramLabel = "URL", description = "The JDBC URL of an empty database.")
        private @Nullable String url;

        @Option(
                names = "--to-data-directory",
                paramLabel = "DIR",
                description = "An empty directory or a new one, for an embedded PostgreSQL.")
        private @Nullable Path directory;

        @Option(
                names = "--cancel",
                description = "End a move that was interrupted, or use an archive here again that was moved.")
        private boolean cancel;
    }

    @Override
    public Integer call() throws IOException {
        Settings settings = session.settingsOfSource();
        if (where.cancel) {
            return cancel(settings);
        }
        if (where.url != null) {
            Settings target = settings.at(Optional.of(session.target(where.url)), settings.dataDir());
            return move(settings, target, where.url.replaceFirst("[?].*", ""));
        }
        if (where.directory == null) {
            throw new ParameterException(spec.commandLine(), "say where to: --to URL or --to-data-directory DIR");
        }
        Path directory = where.directory.toAbsolutePath().normalize();
        requireOther(settings, directory);
        return move(settings, settings.at(Optional.empty(), directory), directory.toString());
    }

    /** One process opens a data directory only once. */
    private void requireOther(Settings settings, Path directory) throws IOException {
        boolean isSame = settings.database().isEmpty()
                && (settings.dataDir().toAbsolutePath().normalize().equals(directory)
                        || (Files.exists(directory)
                                && Files.exists(settings.dataDir())
                                && Files.isSameFile(directory, settings.dataDir())));
        if (isSame) {
            throw new ParameterException(
                    spec.commandLine(), "the target is the archive itself; name another data directory");
        }
    }

    private int move(Settings settings, Settings to, String address) {
        try (Callvault source = session.open(settings);
                Callvault target = session.unopened(to)) {
            Move.Moved moved = source.move().to(target, address.replaceAll("\\s", "%20"));
            output.print(text(moved), json(moved));
            return ExitCode.DONE;
        }
    }

    static String text(Move.Moved moved) {
        String what = moved.rows()
                .map(it -> "Moved " + HumanFormat.count(it, "row") + " to ")
                .orElse("Ended the move to ");
        return what + moved.mark().to() + ", and compared every table.\nNothing is archived here any more:"
                + " configure the new place, run 'callvault reader' again for each login, and start the daemon.";
    }

    private static Map<String, @Nullable Object> json(Move.Moved moved) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("to", moved.mark().to());
        json.put("rows", moved.rows().orElse(null));
        json.put("moved_at", moved.mark().at().toString());
        json.put("moved_by", moved.mark().by());
        return json;
    }

    private int cancel(Settings settings) {
        try (Callvault callvault = session.open(settings)) {
            Optional<MoveMark> mark = callvault.move().cancel();
            Map<String, @Nullable Object> json = new LinkedHashMap<>();
            json.put("cancelled", mark.isPresent());
            json.put("to", mark.map(MoveMark::to).orElse(null));
            output.print(
                    mark.map(MoveCommand::cancelled).orElse("The archive is here, and was not being moved."), json);
            return ExitCode.DONE;
        }
    }

    private static String cancelled(MoveMark mark) {
        return mark.isMoved()
                ? "The archive is used here again. What was archived at " + mark.to() + " since " + mark.at()
                        + " is not in it: do not archive at both."
                : "The archive stays here. What is at " + mark.to() + " is not used; delete it.";
    }
}
