package dev.callvault.cli;

import dev.callvault.cli.output.ExitCode;
import dev.callvault.report.HumanFormat;
import dev.callvault.simulator.Simulator;
import dev.callvault.simulator.SimulatorSettings;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "simulate",
        description = "Run the simulated provider alone until Ctrl-C.",
        footer = {
            "",
            "Prints its base URL on standard output, for CALLVAULT_ACCOUNT_URL.",
            "Example: callvault simulate --port 8500 --calls-per-day 2000"
        })
final class SimulateCommand implements Callable<Integer> {
    /** A day is made in memory. */
    private static final int MOST_CALLS = 1_000_000;

    private static final int MOST_ACCOUNTS = 1000;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--host",
            defaultValue = "127.0.0.1",
            description = "Address to listen on; 0.0.0.0 also admits other machines (default: ${DEFAULT-VALUE}).")
    private String host = "127.0.0.1";

    @Option(
            names = "--port",
            defaultValue = "0",
            description = "Port to listen on; 0 picks a free one (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--seed",
            defaultValue = "2026",
            description = "Seed of the generated data (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--calls-per-day",
            defaultValue = "500",
            description = "Average number of calls per day (default: ${DEFAULT-VALUE}).")
    private int callsPerDay;

    @Option(names = "--username", defaultValue = "demo", description = "The login (default: ${DEFAULT-VALUE}).")
    private String username = "demo";

    @Option(
            names = "--accounts",
            paramLabel = "N",
            defaultValue = "1",
            description = "Number of accounts; from the second on, the login ends in the account's number"
                    + " (default: ${DEFAULT-VALUE}).")
    private int accounts = 1;

    private void check(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new ParameterException(
                    spec.commandLine(),
                    option + " must be from " + HumanFormat.count(least) + " to " + HumanFormat.count(most) + ", not "
                            + HumanFormat.count(value));
        }
    }

    @Override
    public Integer call() throws InterruptedException {
        check("--port", port, 0, 65_535);
        check("--calls-per-day", callsPerDay, 1, MOST_CALLS);
        check("--accounts", accounts, 1, MOST_ACCOUNTS);
        SimulatorSettings settings = SimulatorSettings.demo(seed)
                .withHost(host)
                .withPort(port)
                .withCallsPerDay(callsPerDay)
                .withLogin(username, "demo");
        try (Simulator simulator = Simulator.start(settings, Clock.systemUTC())) {
            IntStream.rangeClosed(2, accounts).forEach(it -> {
                var unused = simulator.add(settings.another(it));
            });
            PrintWriter out = spec.commandLine().getOut();
            out.println(simulator.baseUrl());
            out.flush();
            spec.commandLine()
                    .getErr()
                    .println("The login is " + username
                            + (accounts == 1 ? "" : ", " + username + "2 … " + username + accounts)
                            + " with the password demo. Press Ctrl-C to stop.");
            spec.commandLine().getErr().flush();
            new CountDownLatch(1).await(); // until it is interrupted, which is how every command is stopped
            return ExitCode.DONE;
        } catch (UncheckedIOException taken) {
            spec.commandLine().getErr().println("callvault: " + taken.getMessage());
            return ExitCode.FAILED;
        }
    }
}
