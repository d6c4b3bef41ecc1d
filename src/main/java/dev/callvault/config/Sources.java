package dev.callvault.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The file and the environment put together and checked: after construction, every value can be read. */
final class Sources {
    private final Mistakes mistakes = new Mistakes();
    private final Map<Section, Group> groups = new EnumMap<>(Section.class);
    private final List<Group> accounts;

    /**
     * @throws InvalidSettings with every mistake
     */
    Sources(Map<String, String> environment, Optional<Path> named) {
        EnvironmentSource variables = new EnvironmentSource(environment, mistakes);
        Optional<Path> path = named.or(() -> variables.file().flatMap(this::path));
        Optional<FileSource> file = path.map(it -> new FileSource(it, mistakes));
        file.ifPresent(FileSource::read);
        for (Section section : List.of(Section.TOP, Section.DATABASE, Section.SCHEDULE, Section.SERVE)) {
            Group group = file.map(it -> it.group(section)).orElseGet(() -> Group.of(section));
            group.overrideBy(variables.group(section));
            groups.put(section, group);
        }
        accounts = accounts(file.map(FileSource::accounts).orElse(List.of()), variables.group(Section.ACCOUNT));
        variables.checkNames();
        check();
        mistakes.throwIfAny();
    }

    Group group(Section section) {
        return groups.getOrDefault(section, Group.of(section));
    }

    List<Group> accounts() {
        return accounts;
    }

    private Optional<Path> path(String text) {
        try {
            return Optional.of(Path.of(text));
        } catch (InvalidPathException odd) {
            mistakes.add(EnvironmentSource.FILE, "is not a path");
            return Optional.empty();
        }
    }

    /** The variables describe one account: the file's only one, or one that it does not have. */
    private List<Group> accounts(List<Group> inFile, Group variables) {
        if (variables.isEmpty()) {
            return inFile;
        }
        if (inFile.size() > 1) {
            String which = String.join(", ", variables.places());
            mistakes.add(which, "can set a single account, but the file has " + inFile.size() + "; set it in the file");
            return inFile;
        }
        Group account = inFile.isEmpty() ? new Group(Section.ACCOUNT, "accounts[0].", "") : inFile.getFirst();
        account.overrideBy(variables);
        return List.of(account);
    }

    private void check() {
        Stream.concat(groups.values().stream(), accounts.stream()).forEach(it -> it.check(mistakes));
        checkAccountNames();
        if (!group(Section.TOP).optional(Keys.ALLOW_INSECURE).orElse(true)) {
            accounts.forEach(this::checkEncryption);
        }
    }

    private void checkAccountNames() {
        Map<String, String> places = new HashMap<>();
        for (Group account : accounts) {
            String place = account.placeOf(Keys.NAME);
            String other = places.putIfAbsent(account.optional(Keys.NAME).orElse(place), place);
            if (other != null) {
                mistakes.add(place, "is the same as " + other + "; give every account a name of its own");
            }
        }
    }

    private void checkEncryption(Group account) {
        account.optional(Keys.URL)
                .filter(Addresses::isExposed)
                .ifPresent(
                        url -> mistakes.add(
                                account.placeOf(Keys.URL),
                                "plain http would show the password to others on the way; use https, or set allow-insecure: true"));
    }
}
