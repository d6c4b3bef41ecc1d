package dev.callvault.config.read;

import dev.callvault.config.DatabaseSettings;
import dev.callvault.config.InvalidSettings;
import dev.callvault.config.Secret;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The login at the database to which an archive is moved: no setting, since it is needed once. */
public final class TargetLogin {
    private static final String USERNAME = "CALLVAULT_TARGET_USERNAME";
    private static final String PASSWORD = "CALLVAULT_TARGET_PASSWORD";
    private static final String PASSWORD_FILE = PASSWORD + "_FILE";

    private TargetLogin() {}

    /** The environment without the variables of this login, which every other command refuses as unknown. */
    public static Map<String, String> without(Map<String, String> environment) {
        Map<String, String> others = new TreeMap<>(environment);
        others.keySet().removeAll(Set.of(USERNAME, PASSWORD, PASSWORD_FILE));
        return others;
    }

    /**
     * Where the archive is moved to.
     *
     * @param url JDBC URL, without login
     * @throws InvalidSettings with every mistake at once
     */
    public static DatabaseSettings of(Map<String, String> environment, String url) {
        Mistakes mistakes = new Mistakes(Set.of());
        String username = environment.getOrDefault(USERNAME, "");
        if (username.isEmpty()) {
            mistakes.add(USERNAME, "is missing; it is the login at the database of --to");
        }
        String checked = url(url, mistakes);
        Secret password = password(environment, mistakes);
        mistakes.throwIfAny();
        return new DatabaseSettings(checked, username, password);
    }

    private static String url(String url, Mistakes mistakes) {
        try {
            return Addresses.database().read(url);
        } catch (InvalidValue invalid) {
            mistakes.add(
                    "--to",
                    invalid.reason()
                            .replace("database.username and database.password", USERNAME + " and " + PASSWORD_FILE));
            return "";
        }
    }

    private static Secret password(Map<String, String> environment, Mistakes mistakes) {
        String text = environment.getOrDefault(PASSWORD, "");
        @Nullable String file = environment.get(PASSWORD_FILE);
        if (file == null || file.isEmpty()) {
            return new Secret(text);
        }
        if (!text.isEmpty()) {
            mistakes.add(PASSWORD, "set together with " + PASSWORD_FILE + "; keep only one");
        }
        return SecretFile.read(file, Origin.ENVIRONMENT, PASSWORD_FILE, mistakes)
                .map(it -> new Secret(it.text()))
                .orElse(Secret.NONE);
    }
}
