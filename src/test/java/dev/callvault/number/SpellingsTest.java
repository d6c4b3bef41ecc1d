package dev.callvault.number;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** How each spelling of {@code number/spellings.csv} is read. */
class SpellingsTest {
    private static final NumberReader READER = new NumberReader();

    @ParameterizedTest(name = "{0}: {1}")
    @CsvFileSource(resources = "/number/spellings.csv", numLinesToSkip = 1, delimiter = '|', quoteCharacter = '\'')
    void is_read(
            String region,
            String spelling,
            String kind,
            @Nullable String form,
            @Nullable String country,
            @Nullable String area,
            boolean isTollFree) {
        ReadNumber read = READER.read(spelling, region);

        assertThat(read)
                .isEqualTo(new ReadNumber(
                        Stream.of(ReadNumber.Kind.values())
                                .filter(it -> it.label().equals(kind))
                                .findFirst()
                                .orElseThrow(),
                        form,
                        country,
                        area,
                        isTollFree));
        // A form is a spelling of itself, wherever it is read, as the search for a form needs it.
        if (read.form() != null) {
            assertThat(READER.read(read.form(), region).form()).isEqualTo(read.form());
        }
    }

    @Test
    void are_many() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("src", "test", "resources", "number", "spellings.csv"))) {
            assertThat(lines).hasSizeGreaterThan(200).doesNotHaveDuplicates();
        }
    }
}
