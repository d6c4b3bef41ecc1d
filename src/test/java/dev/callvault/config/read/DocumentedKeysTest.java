package dev.callvault.config.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page of the configuration has a row for every key, with its default, and none for what is no key. */
class DocumentedKeysTest {
    private static final Path PAGE = Path.of("src", "docs", "configuration.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (`[^|]+`) \\| (`CALLVAULT_[^|]+`) \\| ([^|]+) \\|");
    /** What the column of defaults says of a key that has none. */
    private static final Set<String> NO_DEFAULT = Set.of("–", "none", "embedded", "the same login", "host and process");

    @Test
    void the_tables_of_keys_are_those_of_the_program() throws IOException {
        List<String> keys = new ArrayList<>();
        List<String> variables = new ArrayList<>();
        ROW.matcher(Files.readString(PAGE)).results().forEach(row -> {
            keys.addAll(names(row.group(1)));
            variables.addAll(names(row.group(2)));
        });

        assertThat(keys)
                .containsExactlyInAnyOrderElementsOf(
                        Keys.all().stream().map(DocumentedKeysTest::path).toList());
        assertThat(variables)
                .containsExactlyInAnyOrderElementsOf(
                        Keys.all().stream().map(Key::variable).toList());
    }

    @Test
    void the_defaults_are_those_of_the_program() throws IOException {
        Map<String, String> presets = new HashMap<>();
        Keys.all().forEach(it -> presets.put(path(it), it.preset()));

        ROW.matcher(Files.readString(PAGE)).results().forEach(row -> {
            List<String> keys = names(row.group(1));
            List<String> defaults = names(row.group(3));
            for (int i = 0; i < keys.size(); i++) {
                String said = defaults.size() == 1 ? defaults.getFirst() : defaults.get(i); // one for all of the row
                assertThat(NO_DEFAULT.contains(said) ? "" : said)
                        .as(keys.get(i))
                        .isEqualTo(presets.get(keys.get(i)));
            }
        });
    }

    private static String path(Key<?> key) {
        return key.section().prefix().replace("accounts.", "accounts[].").replace("users.", "users[].") + key.name();
    }

    private static List<String> names(String cell) {
        return List.of(cell.replace("`", "").split(", ", -1));
    }
}
