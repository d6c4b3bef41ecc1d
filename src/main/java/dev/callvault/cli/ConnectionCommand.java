package dev.callvault.cli;

import dev.callvault.app.DatabaseAddress;
import dev.callvault.cli.output.ExitCode;
import dev.callvault.cli.output.Output;
import dev.callvault.cli.session.Session;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "connection",
        description = "Print how to reach the database with any client: its URL, the user, and where the password is.",
        footer = {
            "",
            "Connects to nothing, and never prints the password.",
            "Example: psql \"$(cat data/connection)\"    the embedded PostgreSQL, while a command or daemon runs"
        })
final class ConnectionCommand implements Callable<Integer> {
    @Mixin
    private Session session;

    @Mixin
    private Output output;

    @Override
    public Integer call() {
        DatabaseAddress address = DatabaseAddress.of(session.settingsOfDatabase());
        StringBuilder text = new StringBuilder("URL       " + address.url() + "\nuser      " + address.username()
                + "\npassword  " + address.password());
        address.psql().ifPresent(it -> text.append("\npsql      ").append(it));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("url", address.url());
        json.put("username", address.username());
        json.put("password", address.password());
        address.psql().ifPresent(it -> json.put("psql", it));
        output.print(text.toString(), json);
        return ExitCode.DONE;
    }
}
