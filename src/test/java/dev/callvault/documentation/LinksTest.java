package dev.callvault.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every link of the README and of the pages leads somewhere, and the README stays short. */
class LinksTest {
    private static final Path README = Path.of("README.md");
    private static final Path PAGES = Path.of("src", "docs");
    private static final long MAX_OF_README = 12 << 10;

    /** In brackets, or behind the label of a reference; what stands in code is no link. */
    private static final Pattern LINK = Pattern.compile("(?m)\\]\\(([^)\\s]+)\\)|^\\[[^\\]]+\\]: (\\S+)");

    private static final Pattern CODE = Pattern.compile("(?s)```.*?```|`[^`\n]*`");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");

    private static Stream<Path> pages() throws IOException {
        try (Stream<Path> pages = Files.list(PAGES)) {
            return Stream.concat(
                    Stream.of(README), pages.filter(it -> it.toString().endsWith(".md")).toList().stream());
        }
    }

    @Test
    void every_link_leads_somewhere() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path page : pages().toList()) {
            String text = CODE.matcher(Files.readString(page)).replaceAll("");
            LINK.matcher(text)
                    .results()
                    .map(LinksTest::target)
                    .filter(it -> !it.startsWith("http"))
                    .filter(it -> !leadsSomewhere(page, it))
                    .forEach(it -> broken.add(page + ": " + it));
        }
        assertThat(broken).isEmpty();
    }

    private static String target(MatchResult link) {
        return link.group(1) == null ? link.group(2) : link.group(1);
    }

    private static boolean leadsSomewhere(Path page, String link) {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
        return Files.exists(target) && (parts.length == 1 || headings(target).contains(parts[1]));
    }

    /** As GitHub makes anchors of them: words in lower case, joined by hyphens, without punctuation. */
    private static List<String> headings(Path page) {
        try {
            return HEADING.matcher(Files.readString(page))
                    .results()
                    .map(it -> it.group(1).toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}\\- _]", ""))
                    .map(it -> it.strip().replace(' ', '-'))
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Test
    void the_readme_is_read_in_a_few_minutes() throws IOException {
        assertThat(Files.size(README)).isLessThanOrEqualTo(MAX_OF_README);
    }

    @Test
    void every_page_can_be_reached_from_the_readme() throws IOException {
        String readme = Files.readString(README);

        assertThat(pages().filter(it -> !it.equals(README)))
                .allSatisfy(it -> assertThat(readme).contains("src/docs/" + it.getFileName()));
    }
}
