package dev.callvault.config.read;

import dev.callvault.config.Secret;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What was set in one section (one account of several): the file's texts, and over them the environment's. */
final class Group {
    private static final String MASK = "***";

    private final Section section;
    private final String prefix;
    private final String place;
    private final Map<Key<?>, RawValue> given = new HashMap<>();
    private final Set<Key<?>> mistaken = new HashSet<>();

    /**
     * @param prefix of the keys' paths
     * @param place what to name when a key is missing
     */
    Group(Section section, String prefix, String place) {
        this.section = section;
        this.prefix = prefix;
        this.place = place;
    }

    /** Nothing that was set; of a list, its first item. */
    static Group of(Section section) {
        return new Group(section, section.isList() ? section.prefix(0) : section.prefix(), "");
    }

    /** Notes what was set; empty when it is a mistake that was already said, so that it is not called missing too. */
    void set(Key<?> key, Optional<RawValue> value) {
        value.ifPresentOrElse(it -> given.put(key, it), () -> mistaken.add(key));
    }

    void overrideBy(Group stronger) {
        given.putAll(stronger.given);
        mistaken.addAll(stronger.mistaken);
    }

    boolean isEmpty() {
        return given.isEmpty() && mistaken.isEmpty();
    }

    /** Where the keys are set, in the order of their declaration. */
    List<String> places() {
        return Keys.of(section).stream()
                .filter(given::containsKey)
                .map(this::placeOf)
                .toList();
    }

    /** Where the key is set, for a message; its path when it is not. */
    String placeOf(Key<?> key) {
        RawValue value = given.get(key);
        return value == null ? prefix + key.name() + place : value.from();
    }

    void check(Mistakes mistakes) {
        for (Key<?> key : Keys.of(section)) {
            text(key).ifPresentOrElse(text -> check(key, text, mistakes), () -> checkMissing(key, mistakes));
        }
    }

    /** The value of a key that is set, or has a default; only after {@link #check} found no mistake. */
    <T> T value(Key<T> key) {
        return optional(key).orElseThrow(() -> new IllegalStateException(placeOf(key) + " has no value"));
    }

    /** The value of a key that need not be set; empty, too, for a text that is not allowed. */
    <T> Optional<T> optional(Key<T> key) {
        try {
            Optional<String> text = text(key);
            return text.isEmpty() ? Optional.empty() : Optional.of(key.type().read(text.get()));
        } catch (InvalidValue invalid) {
            return Optional.empty();
        }
    }

    /** A secret that need not be set. One from a file follows its file, as long as that holds what is allowed. */
    Optional<Secret> secret(Key<Secret> key) {
        Optional<String> file = Optional.ofNullable(given.get(key)).flatMap(RawValue::file);
        return optional(key)
                .map(secret ->
                        file.map(it -> secret.following(() -> again(key, it))).orElse(secret));
    }

    private static Optional<String> again(Key<Secret> key, String file) {
        try {
            Optional<String> text = SecretFile.again(file);
            return text.isEmpty()
                    ? text
                    : Optional.of(key.type().read(text.get()).reveal());
        } catch (InvalidValue invalid) {
            return Optional.empty();
        }
    }

    List<Effective> effective() {
        List<Effective> all = new ArrayList<>();
        for (Key<?> key : Keys.of(section)) {
            RawValue value = given.getOrDefault(key, new RawValue(key.preset(), Origin.DEFAULT, ""));
            boolean masked = key.type().secret() && !value.text().isEmpty();
            all.add(new Effective(
                    prefix + key.name(), masked ? MASK : value.text().strip(), value.origin(), value.from()));
        }
        return all;
    }

    private void check(Key<?> key, String text, Mistakes mistakes) {
        try {
            var ignored = key.type().read(text);
        } catch (InvalidValue invalid) {
            mistakes.add(placeOf(key), invalid.reason());
        }
    }

    private void checkMissing(Key<?> key, Mistakes mistakes) {
        // Every item of a list needs its keys; without any database key, the embedded PostgreSQL is meant.
        boolean needed = section.isList() || !isEmpty();
        boolean isUsed = !key.type().secret() || mistakes.isUsed(section);
        if (key.required() && needed && isUsed && !mistaken.contains(key)) {
            if (!section.hasVariables()) {
                mistakes.add(placeOf(key), "missing");
                return;
            }
            String file =
                    key.type().secret() ? ", or name a file with " + key.fileName() + " or " + key.fileVariable() : "";
            mistakes.add(placeOf(key), "missing; set it in the file or with " + key.variable() + file);
        }
    }

    private Optional<String> text(Key<?> key) {
        RawValue value = given.get(key);
        return Optional.of(value == null ? key.preset() : value.text()).filter(it -> value != null || !it.isEmpty());
    }
}
