package dev.callvault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.callvault.app.Scene;
import dev.callvault.app.TestServer;
import dev.callvault.simulator.SimulatorSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every command that takes {@code --json} prints the keys of its documented example, in its order. {@code
 * -Djson.update=true} writes the examples anew.
 */
class JsonShapesTest {
    private static final Path PAGE = Path.of("src", "docs", "json.md");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern EXAMPLE = Pattern.compile("(?s)## callvault ([^\\n]+)\\n(.*?)```json\\n(.*?)```");
    /** An example that ends with this key has any number of others like its first one. */
    private static final String MORE = "…";

    /** One of every kind of what can be missing. */
    private static final List<String> TROUBLE = List.of("""
            INSERT INTO archive.gaps (account_id, stream, from_time, to_time, log_id, reason, detected_at)
            SELECT account_id, 'bodies', started_at, started_at, log_id, 'the log expired after 1 attempt: HTTP 500', started_at
            FROM archive.calls ORDER BY started_at LIMIT 1
            """, """
            UPDATE archive.calls SET log_state = 'lost' WHERE log_id IN (SELECT log_id FROM archive.gaps)
            """, """
            WITH doubted AS (
                UPDATE archive.coverage SET proven = false
                WHERE span = (SELECT span FROM archive.coverage WHERE stream = 'sessions' ORDER BY span LIMIT 1) AND stream = 'sessions' RETURNING *
            ) INSERT INTO archive.unproven (account_id, stream, from_second, to_second, why, since, last_tried_at)
            SELECT account_id, stream, lower(span), upper(span), 'HTTP 504', listed_at, listed_at FROM doubted
            """, """
            INSERT INTO archive.unread_rows (account_id, stream, row_hash, span, text, reason, first_seen_at, last_seen_at)
            SELECT account_id, stream, sha256('{}'), int8range(from_second, to_second), '{}', 'log_id is null', since, since
            FROM archive.unproven
            """, """
            INSERT INTO archive.call_conflicts (account_id, log_id, session_hash, session_id, direction, dest, src, started_at,
                                                ended_at, log_state, first_seen_at)
            SELECT account_id, log_id, sha256('x'), '100001;009;1', direction, dest, src, started_at - interval '1 day',
                   started_at, 'archived', started_at
            FROM archive.calls ORDER BY started_at DESC LIMIT 1
            """);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void every_command_prints_the_keys_of_its_example_in_their_order() throws IOException {
        Map<String, JsonNode> printed = new LinkedHashMap<>();
        try (Scene scene = Scene.of(SimulatorSettings.demo(7).withCallsPerDay(8).withBusySince(Scene.BUSY_SINCE))) {
            Path config = config(scene);
            printed.put("archive", json(scene, config, "archive"));
            TROUBLE.forEach(scene.archived::execute);
            scene.archived.execute(
                    "INSERT INTO archive.kept_since VALUES ('calls', '2999-01-01', '2999-01-01', '2999-01-01')");
            printed.put("status", json(scene, config, "status"));
            scene.archived.execute("DELETE FROM archive.kept_since WHERE record = 'calls'");
            long gap = scene.archived.count("SELECT min(gap_id) FROM archive.gaps");
            printed.put(
                    "gaps acknowledge",
                    json(scene, config, "gaps", "acknowledge", "g" + gap, "--reason", "known outage, ticket 815"));
            printed.put("gaps", json(scene, config, "gaps", "--all"));
            printed.put("verify", json(scene, config, "verify", "--deep"));
            printed.put("search", json(scene, config, "search", "error", "--limit", "1"));
            printed.put("doctor", json(scene, config, "doctor"));
            printed.put("redact", json(scene, config, "redact", "--dry-run"));
            printed.put("erase", json(scene, config, "erase", "--number", "2125551234", "--dry-run"));
            JsonNode unused = json(scene, config, "erase", "--number", "2125551234", "--yes", "--reason", "request 17");
            printed.put("erasures", json(scene, config, "erasures"));
            printed.put("hold", json(scene, config, "hold", "--number", "2125551234", "--reason", "Smith ./. Jones"));
            unused = json(scene, config, "hold", "--number", "2125551234", "--release", "--reason", "settled");
            printed.put("hold --all", json(scene, config, "hold", "--all"));
            printed.put("reader NAME", json(scene, config, "reader", "test_json", "--account", "main"));
            printed.put("reader", json(scene, config, "reader"));
            printed.put("reader NAME --revoke", json(scene, config, "reader", "test_json", "--revoke"));
            printed.put("account list", json(scene, config, "account", "list"));
            printed.put("account remove NAME --dry-run", json(scene, config, "account", "remove", "main", "--dry-run"));
            printed.put("connection", json(scene, config, "connection"));
            printed.put("keep", json(scene, config, "keep"));
            printed.put("migrate", json(scene, config, "migrate"));
            String file = folder.resolve("archive.zip").toString();
            printed.put("backup", json(scene, config, "backup", file));
            printed.put("backup --check", json(scene, config, "backup", file, "--check"));
            printed.put("restore", json(scene, other(config, scene), "restore", file));
            Path saved = Files.writeString(folder.resolve("12345.log"), "Wed 28 Aug 2002 10:16:58 AM EDT");
            printed.put("import", json(scene, config, "import", saved.toString(), "--account", "main"));
            printed.put("move", json(scene, config, "move", "--to-data-directory", folder.resolve("data") + ""));
            printed.put("move --cancel", json(scene, config, "move", "--cancel"));
            printed.put("config", json(scene, config, "config"));
        }
        if (Boolean.getBoolean("json.update")) {
            String page = updated(Files.readString(PAGE), printed);
            Files.writeString(PAGE, page.replace(folder.toString(), "/etc/callvault"));
        }

        Map<String, JsonNode> documented = documented(Files.readString(PAGE));

        assertThat(documented).containsOnlyKeys(printed.keySet());
        printed.forEach((command, output) -> assertThat(
                        differences(command, Objects.requireNonNull(documented.get(command)), output))
                .isEmpty());
        assertThat(documented.keySet().stream().map(it -> it.split(" ", -1)[0]))
                .as("and no command that takes --json is without one; that of demo is archive's and status's")
                .containsAll(commandsWithJson());
    }

    private static List<String> commandsWithJson() {
        return Main.commandLine(Clock.systemUTC()).getSubcommands().entrySet().stream()
                .filter(it -> it.getValue().getCommandSpec().findOption("--json") != null)
                .map(Map.Entry::getKey)
                .filter(it -> !it.equals("demo"))
                .toList();
    }

    /** The second account's login is refused, so that failures are shown. */
    private Path config(Scene scene) throws IOException {
        Path backups = Files.createDirectory(folder.resolve("backups"));
        Files.createFile(backups.resolve("callvault-20261120T030000Z.zip"));
        return Files.writeString(folder.resolve("callvault.yaml"), """
                accounts:
                  - {name: main, url: "$url", username: demo, password: demo}
                  - {name: second, url: "$url", username: other, password: wrong}
                database: {url: "$database", username: "$user"$password}
                requests-per-second: 0
                node-name: test
                backup: {directory: "$backups"}
                """.replace("$backups", backups.toString())
                .replace("$url", scene.simulator.baseUrl().toString())
                .replace("$database", scene.database().url())
                .replace("$user", scene.database().username())
                .replace(
                        "$password",
                        scene.database().password().isEmpty()
                                ? ""
                                : ", password: '" + scene.database().password().reveal() + "'"));
    }

    private Path other(Path config, Scene scene) throws IOException {
        return Files.writeString(
                folder.resolve("other.yaml"),
                Files.readString(config)
                        .replace(
                                scene.database().url(),
                                TestServer.emptyDatabase().url()));
    }

    private static JsonNode json(Scene scene, Path config, String... command) throws IOException {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(List.of("--json", "--config", config.toString()));
        int unused = Main.commandLine(scene.clock)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments.toArray(String[]::new));
        assertThat(out.toString()).as("%s: %s", arguments, err).startsWith("{");
        return JSON.readTree(out.toString());
    }

    private static Map<String, JsonNode> documented(String page) throws IOException {
        Map<String, JsonNode> documented = new LinkedHashMap<>();
        Matcher example = EXAMPLE.matcher(page);
        while (example.find()) {
            documented.put(example.group(1), JSON.readTree(example.group(3)));
        }
        return documented;
    }

    /** The page with these examples; its sentences stay. */
    private static String updated(String page, Map<String, JsonNode> printed) {
        return EXAMPLE.matcher(page)
                .replaceAll(it -> Matcher.quoteReplacement("## callvault " + it.group(1) + "\n" + it.group(2)
                        + "```json\n" + example(it.group(1), printed.get(it.group(1))) + "\n```"));
    }

    private static String example(String command, @Nullable JsonNode printed) {
        JsonNode shown = Objects.requireNonNull(printed, command).deepCopy();
        if (command.equals("config")) {
            ObjectNode keys = (ObjectNode) shown;
            List<String> names = new ArrayList<>();
            keys.fieldNames().forEachRemaining(names::add);
            keys.remove(names.subList(1, names.size()));
            keys.putObject(MORE);
        }
        return shortened(shown).toPrettyString();
    }

    /** One element of a list shows what the others look like; one of each account's would be too much to read. */
    private static JsonNode shortened(JsonNode node) {
        if (node.isArray() && node.size() > 2) {
            var list = JSON.createArrayNode();
            list.add(shortened(node.get(0)));
            return list;
        }
        if (node instanceof ObjectNode object) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            names.forEach(it -> object.set(it, shortened(object.get(it))));
        } else if (node.isArray()) {
            var list = JSON.createArrayNode();
            node.forEach(it -> list.add(shortened(it)));
            return list;
        }
        return node;
    }

    /** Where the keys or their order differ; what is null or empty on one side may be anything. */
    private static List<String> differences(String where, JsonNode documented, JsonNode printed) {
        List<String> differences = new ArrayList<>();
        if (saysNothing(documented) || saysNothing(printed)) {
            return differences;
        }
        if (documented.isArray()) {
            printed.forEach(it -> {
                List<List<String>> candidates = new ArrayList<>();
                documented.forEach(example -> candidates.add(differences(where + "[]", example, it)));
                if (candidates.stream().noneMatch(List::isEmpty)) {
                    differences.addAll(candidates.getFirst());
                }
            });
        } else if (documented.has(MORE)) {
            JsonNode example = documented.elements().next();
            printed.forEach(it -> differences.addAll(differences(where + "." + MORE, example, it)));
        } else if (documented.isObject()) {
            if (!names(documented).equals(names(printed))) {
                differences.add(where + ": " + names(printed) + " instead of " + names(documented));
            } else {
                documented
                        .fieldNames()
                        .forEachRemaining(it ->
                                differences.addAll(differences(where + "." + it, documented.get(it), printed.get(it))));
            }
        } else if (printed.isContainerNode()) {
            differences.add(where + ": " + printed);
        }
        return differences;
    }

    private static boolean saysNothing(JsonNode node) {
        return node.isNull() || (node.isContainerNode() && node.isEmpty());
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
