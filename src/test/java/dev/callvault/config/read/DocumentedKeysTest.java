package dev.callvault.config.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page of the configuration has a row for every key, and none for what is no key. */
class DocumentedKeysTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (`[^|]+`) \\| (`CALLVAULT_[^|]+`) \\|");

    @Test
    void the_tables_of_keys_are_those_of_the_program() throws IOException {
        String page = Files.readString(Path.of("src", "docs", "configuration.md"));
        List<String> keys = new ArrayList<>();
        List<String> variables = new ArrayList<>();
        ROW.matcher(page).results().forEach(row -> {
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

    private static String path(Key<?> key) {
        return key.section().prefix().replace("accounts.", "accounts[].").replace("users.", "users[].") + key.name();
    }

    private static List<String> names(String cell) {
        return List.of(cell.replace("`", "").split(", ", -1));
    }
}
