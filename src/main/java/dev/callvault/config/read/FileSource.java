package dev.callvault.config.read;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Settings from a YAML file. A key without a value counts as unset. */
final class FileSource {
    private final Path file;
    private final Mistakes mistakes;
    private final Map<Section, List<Group>> groups = new EnumMap<>(Section.class);

    FileSource(Path file, Mistakes mistakes) {
        this.file = file;
        this.mistakes = mistakes;
    }

    void read() {
        new Yaml(file, mistakes).read().ifPresent(top -> readMapping(Section.TOP, "", "", top));
    }

    /** One for every item of a list; for other sections one, or none when the file does not hold it. */
    List<Group> groups(Section section) {
        return groups.computeIfAbsent(section, it -> new ArrayList<>());
    }

    private void read(Section section, Node node) {
        if (!section.isList()) {
            readMapping(section, section.prefix(), "", node);
        } else if (node instanceof SequenceNode sequence) {
            for (Node each : sequence.getValue()) {
                readMapping(section, section.prefix(groups(section).size()), place(each), each);
            }
        } else {
            mistakes.add(
                    section.key() + place(node),
                    "must be a list of " + section.word() + ", each starting with a hyphen");
        }
    }

    private void readMapping(Section section, String prefix, String place, Node node) {
        Group group = new Group(section, prefix, place);
        groups(section).add(group);
        if (node instanceof MappingNode mapping) {
            Map<String, Node> entries = entries(mapping, prefix, names(section));
            fill(group, section, prefix, entries);
            for (Section inner : section.inner()) {
                Node within = entries.get(inner.word());
                if (within != null) {
                    read(inner, within);
                }
            }
        } else {
            String path = prefix.substring(0, prefix.length() - 1);
            mistakes.add(path + place(node), "must contain indented keys and values");
            Keys.of(section).forEach(it -> group.set(it, Optional.empty()));
        }
    }

    /** The mapping's entries by name, those without a value left out. */
    private Map<String, Node> entries(MappingNode mapping, String prefix, Set<String> known) {
        Map<String, Node> entries = new LinkedHashMap<>();
        Set<String> seen = new HashSet<>();
        for (NodeTuple tuple : mapping.getValue()) {
            String name = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
            String where = prefix + name + place(tuple.getKeyNode());
            if (!known.contains(name)) {
                mistakes.unknown(where, "key", name, known);
            } else if (!seen.add(name)) {
                mistakes.add(where, "set twice; keep only one");
            } else if (!Tag.NULL.equals(tuple.getValueNode().getTag())) {
                entries.put(name, tuple.getValueNode());
            }
        }
        return entries;
    }

    private void fill(Group group, Section section, String prefix, Map<String, Node> entries) {
        for (Key<?> key : Keys.of(section)) {
            Node text = entries.get(key.name());
            Node secretFile = entries.get(key.fileName());
            if (text != null && secretFile != null) {
                String where = prefix + key.name() + place(text);
                mistakes.add(where, "set together with " + key.fileName() + "; keep only one");
            }
            if (text != null) {
                group.set(key, scalar(prefix + key.name(), text));
            } else if (secretFile != null) {
                group.set(key, secret(section, prefix + key.fileName(), secretFile));
            }
        }
    }

    private Optional<RawValue> scalar(String path, Node node) {
        String where = path + place(node);
        if (node instanceof ScalarNode scalar) {
            return Optional.of(new RawValue(scalar.getValue(), Origin.FILE, where));
        }
        mistakes.add(where, "must be a single value");
        return Optional.empty();
    }

    private Optional<RawValue> secret(Section section, String path, Node node) {
        return scalar(path, node)
                .flatMap(it -> mistakes.isUsed(section)
                        ? SecretFile.read(it.text(), Origin.FILE, it.from(), mistakes)
                        : SecretFile.unneeded(it.text(), Origin.FILE, it.from()));
    }

    private String place(Node node) {
        return " (" + file + ", line " + (node.getStartMark().getLine() + 1) + ")";
    }

    private static Set<String> names(Section section) {
        Set<String> names = new TreeSet<>();
        for (Key<?> key : Keys.of(section)) {
            names.add(key.name());
            if (key.type().secret()) {
                names.add(key.fileName());
            }
        }
        section.inner().forEach(it -> names.add(it.word()));
        return names;
    }
}
