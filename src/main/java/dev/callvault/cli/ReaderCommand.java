package dev.callvault.cli;

import dev.callvault.app.Callvault;
import dev.callvault.app.DatabaseAddress;
import dev.callvault.cli.output.ExitCode;
import dev.callvault.cli.output.Output;
import dev.callvault.cli.output.Table;
import dev.callvault.cli.output.Terminal;
import dev.callvault.cli.session.ReaderPassword;
import dev.callvault.cli.session.Session;
import dev.callvault.config.Settings;
import dev.callvault.store.reports.Reader;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "reader",
        description = "Make, update, list or revoke database logins that can read the reports and nothing else."
                + " Without a name, it lists them.",
        footer = {
            "",
            "A login without --account reads the schema reporting. One with --account reads a schema of its own name,",
            "which holds the same views with only these accounts. Running it again brings the login up to date, and leaves its",
            "accounts as they are, unless it says otherwise.",
            "Example: callvault reader grafana",
            "         callvault reader jo --account main --password-file jo.txt",
            "         callvault reader jo --revoke"
        })
final class ReaderCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private Session session;

    @Mixin
    private Output output;

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "The login.")
    private @Nullable String name;

    @Option(
            names = "--account",
            paramLabel = "ACCOUNT",
            description = "Only this account; may be given several times (default: those that an existing login reads,"
                    + " all for a new one).")
    private List<String> accounts = new ArrayList<>();

    @Option(names = "--all-accounts", description = "All accounts, also for a login that read only some.")
    private boolean allAccounts;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description =
                    "A file that holds the password. Without it, a new login's password is asked for on a terminal,"
                            + " and otherwise generated and printed once; an existing login keeps its password.")
    private @Nullable Path passwordFile;

    @Option(names = "--revoke", description = "Remove the login, its schema and its rights.")
    private boolean revoke;

    @Override
    public Integer call() throws IOException {
        @Nullable String login = name;
        boolean hasMore = !accounts.isEmpty() || allAccounts || passwordFile != null;
        if (login == null && (hasMore || revoke)) {
            throw usage("Which login? Give its name.");
        }
        if (revoke && hasMore) {
            throw usage("--revoke takes neither accounts nor a password.");
        }
        if (allAccounts && !accounts.isEmpty()) {
            throw usage("Either --account or --all-accounts.");
        }
        @Nullable String given = givenPassword();
        Settings settings = session.settingsOfDatabase();
        try (Callvault callvault = session.open(settings)) {
            if (login == null) {
                list(callvault.readers());
                return ExitCode.DONE;
            }
            return revoke ? revoke(callvault, login) : make(callvault, settings, login, given);
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private @Nullable String givenPassword() throws IOException {
        @Nullable Path file = passwordFile;
        if (file == null) {
            return null;
        }
        String password = ReaderPassword.of(file);
        if (password.isEmpty()) {
            throw usage("No password was given: " + file + " is empty");
        }
        return password;
    }

    private int make(Callvault callvault, Settings settings, String login, @Nullable String given) {
        boolean isNew = !callvault.hasReader(login);
        @Nullable String typed = given == null && isNew ? typed() : given;
        @Nullable String generated = typed == null && isNew ? ReaderPassword.generated() : null;
        String password = typed != null ? typed : generated != null ? generated : "";
        Reader made = callvault.makeReader(login, accounts, allAccounts, password.toCharArray());
        print(made, isNew, generated, DatabaseAddress.of(settings).as(login));
        return ExitCode.DONE;
    }

    /** Null without a terminal, or if nothing was typed: then one is generated. */
    private @Nullable String typed() {
        @Nullable Console console = Terminal.ifAny();
        @Nullable
        String typed = console == null
                ? null
                : HashPasswordCommand.typed(spec, it -> console.readPassword("%s", it), "nothing was changed");
        return typed == null || typed.isEmpty() ? null : typed;
    }

    private int revoke(Callvault callvault, String login) {
        boolean isRevoked = callvault.revokeReader(login);
        if (!isRevoked) {
            PrintWriter err = spec.commandLine().getErr();
            err.println("callvault: there is no reader '" + login + "'");
            err.flush();
            return ExitCode.FAILED;
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("login", login);
        json.put("revoked", true);
        output.print("The login " + login + " is revoked.", json);
        return ExitCode.DONE;
    }

    private void print(Reader made, boolean isNew, @Nullable String generated, DatabaseAddress address) {
        StringBuilder text = new StringBuilder("The login " + made.login() + (isNew ? " is made" : " is up to date")
                + " and reads " + seen(made) + " in the schema " + made.schema() + ".\nURL       " + address.url()
                + "\nuser      " + made.login());
        if (generated != null) {
            text.append("\npassword  ").append(generated).append("    (shown only this once)");
        }
        address.psql().ifPresent(it -> text.append("\npsql      ").append(it));
        Map<String, @Nullable Object> json = json(made);
        json.put("made", isNew);
        json.put("url", address.url());
        json.put("psql", address.psql().orElse(null));
        json.put("password", generated);
        output.print(text.toString(), json);
    }

    private static String seen(Reader reader) {
        return reader.accounts().map(it -> String.join(", ", it)).orElse("all accounts");
    }

    private void list(List<Reader> readers) {
        Table table = new Table("login", "accounts", "schema", "lacking");
        readers.forEach(it -> table.row(
                it.login(), seen(it), it.schema(), it.lacking().isEmpty() ? "-" : String.join(", ", it.lacking())));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("readers", readers.stream().map(ReaderCommand::json).toList());
        output.print(readers.isEmpty() ? "There are no readers." : table.toString(), json);
    }

    private static Map<String, @Nullable Object> json(Reader reader) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("login", reader.login());
        json.put("accounts", reader.accounts().orElse(null));
        json.put("schema", reader.schema());
        json.put("lacking", reader.lacking());
        return json;
    }
}
