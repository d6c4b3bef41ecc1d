package dev.callvault.config.read;

import dev.callvault.config.InvalidSettings;
import dev.callvault.refine.RedactionRule;
import dev.callvault.source.Loopback;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The file and the environment put together and checked: after construction, every value can be read. */
final class Sources {
    private final Mistakes mistakes;
    private final Map<Section, List<Group>> groups = new EnumMap<>(Section.class);

    /**
     * @param unused sections whose secrets may be missing
     * @throws InvalidSettings with every mistake
     */
    Sources(Map<String, String> environment, Optional<Path> named, Set<Section> unused) {
        this.mistakes = new Mistakes(unused);
        EnvironmentSource variables = new EnvironmentSource(environment, mistakes);
        Optional<Path> path = named.or(() -> variables.file().flatMap(this::path));
        Optional<FileSource> file = path.map(it -> new FileSource(it, mistakes));
        file.ifPresent(FileSource::read);
        for (Section section : Section.values()) {
            List<Group> inFile = file.map(it -> it.groups(section)).orElse(List.of());
            groups.put(section, merged(section, inFile, variables.group(section)));
        }
        variables.checkNames();
        check();
        mistakes.throwIfAny();
    }

    /** All in the order of the sections. */
    Stream<Group> all() {
        return groups.values().stream().flatMap(List::stream);
    }

    /** The items of a list. */
    List<Group> list(Section section) {
        return groups.getOrDefault(section, List.of());
    }

    /** What is set in a section that is no list. */
    Group group(Section section) {
        return list(section).getFirst();
    }

    private Optional<Path> path(String text) {
        try {
            return Optional.of(Path.of(text));
        } catch (InvalidPathException odd) {
            mistakes.add(EnvironmentSource.FILE, "is not a path");
            return Optional.empty();
        }
    }

    /** Of a list, the variables describe one item: the file's only one, or one that it does not have. */
    private List<Group> merged(Section section, List<Group> inFile, Group variables) {
        if (section.isList() && variables.isEmpty()) {
            return inFile;
        }
        if (inFile.size() > 1) {
            mistakes.add(
                    String.join(", ", variables.places()),
                    "can set only a single " + section.item() + ", but the file lists " + inFile.size()
                            + "; set it in the file");
            return inFile;
        }
        Group only = inFile.isEmpty() ? Group.of(section) : inFile.getFirst();
        only.overrideBy(variables);
        return List.of(only);
    }

    private void check() {
        all().forEach(it -> it.check(mistakes));
        list(Section.RULE).forEach(this::checkRule);
        checkOwner(group(Section.DATABASE));
        checkKeep(group(Section.KEEP));
        checkNames(Section.ACCOUNT, Keys.NAME);
        checkNames(Section.USER, Keys.USER_NAME);
        checkNumbers();
        checkHost();
        if (!group(Section.TOP).optional(Keys.ALLOW_INSECURE).orElse(true)) {
            list(Section.ACCOUNT).forEach(this::checkEncryption);
        }
    }

    private void checkNames(Section section, Key<String> name) {
        Map<String, String> places = new HashMap<>();
        for (Group group : list(section)) {
            String place = group.placeOf(name);
            String other = places.putIfAbsent(group.optional(name).orElse(place), place);
            if (other != null) {
                mistakes.add(place, "is the same as " + other + "; give each " + section.item() + " a different name");
            }
        }
    }

    /** Two spellings of a number are one number. */
    private void checkNumbers() {
        Map<String, String> places = new HashMap<>();
        for (Group group : list(Section.NUMBER)) {
            String place = group.placeOf(Keys.NUMBER_SPELLING);
            group.optional(Keys.NUMBER_SPELLING)
                    .flatMap(Numbers::form)
                    .map(form -> places.putIfAbsent(form, place))
                    .ifPresent(other -> mistakes.add(place, "is the same number as " + other + "; list it only once"));
        }
    }

    private void checkRule(Group rule) {
        rule.optional(Keys.RULE_PATTERN).ifPresent(pattern -> {
            try {
                var ignored = RedactionRule.of(
                        "", pattern, rule.optional(Keys.RULE_REPLACEMENT).orElse(RedactionRule.STARS));
            } catch (IllegalArgumentException invalid) {
                mistakes.add(rule.placeOf(Keys.RULE_PATTERN), String.valueOf(invalid.getMessage()));
            }
        });
    }

    private void checkOwner(Group database) {
        boolean isNameless = database.optional(Keys.OWNER_USERNAME).isEmpty();
        if (isNameless && database.optional(Keys.OWNER_PASSWORD).isPresent()) {
            mistakes.add(database.placeOf(Keys.OWNER_PASSWORD), "set without owner-username; set both or neither");
        }
    }

    /** A body is found by its call's numbers, for erasing and for holding: the call must be there as long. */
    private void checkKeep(Group keep) {
        LocalDate day = LocalDate.of(2000, 1, 1);
        keep.optional(Keys.KEEP_CALLS).flatMap(it -> it).ifPresent(calls -> {
            boolean isLong = keep.optional(Keys.KEEP_BODIES)
                    .flatMap(it -> it)
                    .map(bodies -> !day.plus(bodies).isAfter(day.plus(calls)))
                    .orElse(false);
            if (!isLong) {
                mistakes.add(
                        keep.placeOf(Keys.KEEP_CALLS),
                        "is shorter than keep.bodies; keep calls at least as long as their logs");
            }
        });
    }

    private void checkHost() {
        Group serve = group(Section.SERVE);
        boolean isOpen =
                serve.optional(Keys.SERVED).orElse(false) && list(Section.USER).isEmpty();
        serve.optional(Keys.HOST)
                .filter(host -> isOpen && !Loopback.is(host))
                .ifPresent(host -> mistakes.add(
                        serve.placeOf(Keys.HOST),
                        "would expose the archive to other machines without a login; set serve.users"
                                + " (callvault hash-password makes a password-hash), or set serve.host: 127.0.0.1"));
    }

    private void checkEncryption(Group account) {
        account.optional(Keys.URL)
                .filter(Addresses::isExposed)
                .ifPresent(url -> mistakes.add(
                        account.placeOf(Keys.URL),
                        "plain http would expose the password in transit; use https, or set allow-insecure: true"));
    }
}
