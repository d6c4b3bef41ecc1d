package dev.callvault.cli.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints a command's report to standard output: as text for people, or as JSON with stable keys. */
public final class Output {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(names = "--json", description = "Print JSON, for scripts; the keys are stable.")
    private boolean json;

    boolean isJson() {
        return json;
    }

    /** Prints the report as text, or as JSON with {@code --json}. */
    public void print(String text, Map<String, ?> report) {
        PrintWriter out = command.commandLine().getOut();
        out.println(json ? json(report) : text.stripTrailing());
        out.flush();
    }

    /** Prints what is known already, when the rest takes long; JSON comes as a whole, by {@link #print}. */
    public void printAhead(String text) {
        if (!json) {
            PrintWriter out = command.commandLine().getOut();
            out.println(text);
            out.flush();
        }
    }

    /** Prints a list as CSV, alone. */
    public void csv(Rows rows) {
        PrintWriter out = command.commandLine().getOut();
        out.print(rows.csv());
        out.flush();
    }

    private static String json(Map<String, ?> report) {
        try {
            return JSON.writeValueAsString(report);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("maps of scalars can always be written", impossible);
        }
    }
}
