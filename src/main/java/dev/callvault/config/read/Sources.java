package dev.callvault.config.read;

import dev.callvault.config.InvalidSettings;
import dev.callvault.refine.RedactionRule;
import dev.callvault.source.Loopback;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The file and the environment put together and checked: after construction, every value can be read. */
final class Sources {
    private static final List<Section> SECTIONS =
            List.of(Section.TOP, Section.DATABASE, Section.SCHEDULE, Section.SERVE, Section.REDACTION, Section.KEEP);

    private final Mistakes mistakes = new Mistakes();
    private final Map<Section, Group> groups = new EnumMap<>(Section.class);
    private final List<Group> accounts;
    private final List<Group> rules;
    private final List<Group> users;

    /**
     * @throws InvalidSettings with every mistake
     */
    Sources(Map<String, String> environment, Optional<Path> named) {
        EnvironmentSource variables = new EnvironmentSource(environment, mistakes);
        Optional<Path> path = named.or(() -> variables.file().flatMap(this::path));
        Optional<FileSource> file = path.map(it -> new FileSource(it, mistakes));
        file.ifPresent(FileSource::read);
        for (Section section : SECTIONS) {
            Group group = file.map(it -> it.group(section)).orElseGet(() -> Group.of(section));
            group.overrideBy(variables.group(section));
            groups.put(section, group);
        }
        accounts = list(Section.ACCOUNT, file.map(FileSource::accounts).orElse(List.of()), variables);
        users = list(Section.USER, file.map(FileSource::users).orElse(List.of()), variables);
        rules = file.map(FileSource::rules).orElse(List.of());
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

    List<Group> rules() {
        return rules;
    }

    List<Group> users() {
        return users;
    }

    private Optional<Path> path(String text) {
        try {
            return Optional.of(Path.of(text));
        } catch (InvalidPathException odd) {
            mistakes.add(EnvironmentSource.FILE, "is not a path");
            return Optional.empty();
        }
    }

    /** The variables describe one account, or user: the file's only one, or one that it does not have. */
    private List<Group> list(Section section, List<Group> inFile, EnvironmentSource environment) {
        Group variables = environment.group(section);
        if (variables.isEmpty()) {
            return inFile;
        }
        String what = section == Section.ACCOUNT ? "account" : "user";
        if (inFile.size() > 1) {
            String which = String.join(", ", variables.places());
            mistakes.add(
                    which, "can set a single " + what + ", but the file has " + inFile.size() + "; set it in the file");
            return inFile;
        }
        Group only = inFile.isEmpty() ? new Group(section, section.key() + "[0].", "") : inFile.getFirst();
        only.overrideBy(variables);
        return List.of(only);
    }

    private void check() {
        Stream.of(groups.values(), accounts, users, rules)
                .flatMap(Collection::stream)
                .forEach(it -> it.check(mistakes));
        rules.forEach(this::checkRule);
        checkOwner(group(Section.DATABASE));
        checkKeep(group(Section.KEEP));
        checkNames(accounts, Keys.NAME, "account");
        checkNames(users, Keys.USER_NAME, "user");
        checkHost();
        if (!group(Section.TOP).optional(Keys.ALLOW_INSECURE).orElse(true)) {
            accounts.forEach(this::checkEncryption);
        }
    }

    private void checkNames(List<Group> groups, Key<String> name, String what) {
        Map<String, String> places = new HashMap<>();
        for (Group group : groups) {
            String place = group.placeOf(name);
            String other = places.putIfAbsent(group.optional(name).orElse(place), place);
            if (other != null) {
                mistakes.add(place, "is the same as " + other + "; give every " + what + " a name of its own");
            }
        }
    }

    private void checkRule(Group rule) {
        rule.optional(Keys.RULE_PATTERN).ifPresent(pattern -> {
            try {
                var ignored = RedactionRule.of(
                        "", pattern, rule.optional(Keys.RULE_REPLACEMENT).orElse(RedactionRule.STARS));
            } catch (IllegalArgumentException unfit) {
                mistakes.add(rule.placeOf(Keys.RULE_PATTERN), String.valueOf(unfit.getMessage()));
            }
        });
    }

    private void checkOwner(Group database) {
        boolean isNameless = database.optional(Keys.OWNER_USERNAME).isEmpty();
        if (isNameless && database.optional(Keys.OWNER_PASSWORD).isPresent()) {
            mistakes.add(database.placeOf(Keys.OWNER_PASSWORD), "set without owner-username; set both, or neither");
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
                mistakes.add(keep.placeOf(Keys.KEEP_CALLS), "is shorter than keep.bodies; keep calls at least as long");
            }
        });
    }

    private void checkHost() {
        Group serve = group(Section.SERVE);
        boolean isOpen = serve.optional(Keys.SERVED).orElse(false) && users.isEmpty();
        serve.optional(Keys.HOST)
                .filter(host -> isOpen && !Loopback.is(host))
                .ifPresent(host -> mistakes.add(
                        serve.placeOf(Keys.HOST),
                        "would open the archive to other machines without a login; set serve.users"
                                + " (callvault hash-password makes a password-hash), or serve.host: 127.0.0.1"));
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
