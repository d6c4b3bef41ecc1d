package dev.callvault.config.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample file is the documentation of the keys: it must name them all, with their true defaults. */
final class SampleFileTest {
    private static final Path SAMPLE = Path.of("config", "callvault.yaml");
    /** A key, commented out; prose has exactly one space after the hash. */
    private static final Pattern COMMENTED_KEY = Pattern.compile("(?m)^#(?=( {2,4}(- )?)?[a-z-]+:)");

    @TempDir
    private Path directory;

    @Test
    void changes_nothing_as_it_is() {
        assertThat(SettingsLoader.effective(Map.of(), Optional.of(SAMPLE)))
                .isEqualTo(SettingsLoader.effective(Map.of(), Optional.empty()));
    }

    @Test
    void sets_every_key_to_its_default_when_uncommented() throws IOException {
        List<Effective> effective = keys(uncommented());

        assertThat(effective)
                .hasSameSizeAs(Keys.all())
                .allSatisfy(it -> assertThat(it.origin()).as(it.key()).isEqualTo(Origin.FILE));
        for (Key<?> key : Keys.all()) {
            String path =
                    key.section().prefix().replace("accounts", "accounts[0]").replace("users", "users[0]") + key.name();
            assertThat(effective)
                    .filteredOn(it -> it.key().equals(path))
                    .singleElement()
                    .satisfies(it -> {
                        if (!key.preset().isEmpty()) {
                            assertThat(it.value()).as(path).isEqualTo(key.preset());
                        }
                    });
        }
    }

    @Test
    void loads_when_uncommented() throws IOException {
        Settings settings = SettingsLoader.load(Map.of(), Optional.of(uncommented()));

        assertThat(settings.requireAccounts()).hasSize(1);
        assertThat(settings.database()).isPresent();
        assertThat(settings.redaction().rules()).singleElement().satisfies(it -> {
            assertThat(it.name()).isEqualTo("ssn");
            assertThat(it.pattern().matches("078-05-1120")).isTrue();
        });
        assertThat(settings.numbers()).singleElement().satisfies(it -> {
            assertThat(it.number()).isEqualTo("+18009957586");
            assertThat(it.name()).isEqualTo("Claims line");
        });
    }

    @Test
    void names_every_variable_beside_its_key() throws IOException {
        List<String> words = Pattern.compile("[A-Z_]+")
                .matcher(Files.readString(SAMPLE))
                .results()
                .map(it -> it.group())
                .toList();

        assertThat(words).containsAll(Keys.all().stream().map(Key::variable).toList());
    }

    @Test
    void lists_the_keys_in_the_order_of_their_declaration() throws IOException {
        List<String> inFile = keys(uncommented()).stream()
                .sorted(Comparator.comparingInt(it -> line(it.from())))
                .map(it -> it.key().replace("[0]", ""))
                .toList();

        assertThat(inFile)
                .isEqualTo(Keys.all().stream()
                        .map(it -> it.section().prefix() + it.name())
                        .toList());
    }

    /** Every key but the items of the lists that only the file can hold. */
    private static List<Effective> keys(Path file) {
        return SettingsLoader.effective(Map.of(), Optional.of(file)).stream()
                .filter(it ->
                        !it.key().startsWith("redaction.rules") && !it.key().startsWith("numbers"))
                .toList();
    }

    private static int line(String from) {
        return Integer.parseInt(from.replaceFirst(".*line ([0-9]+)\\)", "$1"));
    }

    private Path uncommented() throws IOException {
        String text = COMMENTED_KEY.matcher(Files.readString(SAMPLE)).replaceAll("");
        return Files.writeString(directory.resolve("uncommented.yaml"), text);
    }
}
