package dev.callvault.config.read;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;

/** Reads a YAML file as nodes, which know their line and keep each text as it was written. */
final class Yaml {
    private final Path file;
    private final Mistakes mistakes;

    Yaml(Path file, Mistakes mistakes) {
        this.file = file;
        this.mistakes = mistakes;
    }

    /** The mapping at the top; empty for a file of comments only, and, with a mistake noted, for a broken one. */
    Optional<MappingNode> read() {
        return text().flatMap(this::parsed);
    }

    private Optional<String> text() {
        try {
            return Optional.of(Files.readString(file));
        } catch (IOException unreadable) {
            mistakes.add(file.toString(), Unreadable.why(file.toString(), unreadable));
        }
        return Optional.empty();
    }

    private Optional<MappingNode> parsed(String text) {
        try {
            Node top = new org.yaml.snakeyaml.Yaml().compose(new StringReader(text));
            if (top instanceof MappingNode mapping) {
                return Optional.of(mapping);
            }
            if (top != null && !text.isBlank()) {
                mistakes.add(file.toString(), "must contain keys and values, such as concurrency: 4");
            }
        } catch (MarkedYAMLException broken) {
            mistakes.add(file + place(broken.getProblemMark()), problem(broken));
        } catch (YAMLException broken) {
            mistakes.add(file.toString(), "is not valid YAML: it contains characters that YAML does not allow");
        }
        return Optional.empty();
    }

    private static String place(Mark mark) {
        return mark == null ? "" : ", line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1);
    }

    /** The parser's own words, unless they can repeat a part of a value, which may be a password. */
    private static String problem(MarkedYAMLException broken) {
        String words = String.valueOf(broken.getProblem());
        String lower = words.toLowerCase(Locale.ROOT);
        boolean repeats = lower.contains("alias") || lower.contains("anchor") || lower.contains("tag");
        return "is not valid YAML: " + (repeats ? "a value that begins with *, & or ! must be put in quotes" : words);
    }
}
