package dev.callvault.config.read;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Settings from environment variables; an empty variable counts as unset. */
final class EnvironmentSource {
    /** Names the file; read before anything else. */
    static final String FILE = "CALLVAULT_CONFIG";

    private static final String OURS = "CALLVAULT_";
    /** For the launcher, which reads them itself. */
    private static final Set<String> ELSEWHERE = Set.of(FILE, "CALLVAULT_JAVA", "CALLVAULT_JAVA_OPTIONS");
    /** Kubernetes and Docker links set these by themselves for a service that is called callvault. */
    private static final Pattern LINKS =
            Pattern.compile("CALLVAULT_(.*_)?(SERVICE_HOST|SERVICE_PORT(_.*)?|PORT|PORT_[0-9]+_(TCP|UDP|SCTP)(_.*)?)");

    private final Map<String, String> variables = new TreeMap<>();
    private final Mistakes mistakes;

    EnvironmentSource(Map<String, String> environment, Mistakes mistakes) {
        environment.forEach((name, value) -> {
            if (name.startsWith(OURS) && !value.isEmpty()) {
                variables.put(name, value);
            }
        });
        this.mistakes = mistakes;
    }

    Optional<String> file() {
        return Optional.ofNullable(variables.get(FILE));
    }

    Group group(Section section) {
        Group group = Group.of(section);
        Keys.of(section).stream().filter(this::isSet).forEach(key -> group.set(key, given(key)));
        return group;
    }

    void checkNames() {
        Set<String> known = known();
        for (String name : variables.keySet()) {
            if (!known.contains(name) && !LINKS.matcher(name).matches()) {
                mistakes.unknown(name, "variable", name, known);
            }
        }
    }

    private boolean isSet(Key<?> key) {
        return variables.containsKey(key.variable())
                || (key.type().secret() && variables.containsKey(key.fileVariable()));
    }

    private Optional<RawValue> given(Key<?> key) {
        String text = variables.get(key.variable());
        String file = key.type().secret() ? variables.get(key.fileVariable()) : null;
        if (text != null && file != null) {
            mistakes.add(key.variable(), "set together with " + key.fileVariable() + "; keep only one");
        }
        if (text != null || file == null) {
            return Optional.ofNullable(text).map(it -> new RawValue(it, Origin.ENVIRONMENT, key.variable()));
        }
        return mistakes.isUsed(key.section())
                ? SecretFile.read(file, Origin.ENVIRONMENT, key.fileVariable(), mistakes)
                : SecretFile.unneeded(file, Origin.ENVIRONMENT, key.fileVariable());
    }

    private static Set<String> known() {
        Set<String> known = new TreeSet<>(ELSEWHERE);
        for (Key<?> key : Keys.all()) {
            known.add(key.variable());
            if (key.type().secret()) {
                known.add(key.fileVariable());
            }
        }
        return known;
    }
}
