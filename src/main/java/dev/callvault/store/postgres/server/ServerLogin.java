package dev.callvault.store.postgres.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The password of the embedded server's user, kept in the data directory in a file that PostgreSQL's own clients read, too,
 * beside one that tells them where to connect.
 */
record ServerLogin(String password) {
    static final String USER = "postgres";

    private static final String FILE = "pgpass";
    private static final String CONNECTION = "connection";
    private static final Pattern PORT = Pattern.compile(" port=(\\d{1,5}) ");
    private static final int FIELDS = 5;
    private static final int BYTES = 24;

    static ServerLogin invented() {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        return new ServerLogin(HexFormat.of().formatHex(random));
    }

    /** Empty when none is kept. */
    static Optional<ServerLogin> of(DataDirectory directory) throws IOException {
        Path file = file(directory);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(file);
        String[] fields = (lines.isEmpty() ? "" : lines.getFirst()).split(":", FIELDS);
        if (fields.length < FIELDS || fields[FIELDS - 1].isEmpty()) {
            throw new IOException(file + " holds no password; delete it, and a new one is made");
        }
        return Optional.of(new ServerLogin(fields[FIELDS - 1]));
    }

    void keep(DataDirectory directory) throws IOException {
        directory.write(file(directory), "*:*:*:" + USER + ":" + password + "\n");
    }

    /** Writes for people how to connect: {@code psql "$(cat data/connection)"}. */
    static void tell(DataDirectory directory, int port) throws IOException {
        String passfile = file(directory).toString().replace("\\", "\\\\").replace("'", "\\'");
        directory.write(
                directory.path().resolve(CONNECTION),
                "host=127.0.0.1 port=" + port + " dbname=postgres user=" + USER + " passfile='" + passfile + "'\n");
    }

    /** The port that people were told last; 0 for none. */
    static int lastPort(DataDirectory directory) throws IOException {
        return lastPort(directory.path());
    }

    /** The same for a directory that is only looked into. */
    static int lastPort(Path directory) throws IOException {
        Path file = directory.resolve(CONNECTION);
        if (!Files.exists(file)) {
            return 0;
        }
        Matcher told = PORT.matcher(Files.readString(file));
        return told.find() ? Integer.parseInt(told.group(1)) : 0;
    }

    private static Path file(DataDirectory directory) {
        return directory.path().resolve(FILE);
    }

    @Override
    public String toString() {
        return USER;
    }
}
