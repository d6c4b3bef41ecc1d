package dev.callvault.store.postgres.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The directory of an embedded server, and how files come into it. Whatever is made in it belongs to the user it belongs to,
 * also when root runs a command once: otherwise the service's own user could not start any more.
 */
final class DataDirectory {
    private static final Set<PosixFilePermission> OWN_DIRECTORY = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> OWN_FILE = PosixFilePermissions.fromString("rw-------");

    /** PostgreSQL's programs call each other by the shell, which would see more in these than a path. */
    private static final Pattern UNSUITABLE = Pattern.compile("[\"$`\\p{Cntrl}]");

    private static final String PGDATA = "pgdata";
    private static final String UNFINISHED = "pgdata.new-";

    private final Path root;
    private final Owner owner;

    private DataDirectory(Path root, Owner owner) {
        this.root = root;
        this.owner = owner;
    }

    /**
     * Makes the directory where there is none; it belongs then to whom the one around it belongs. Where there is data already,
     * its owner counts, as nobody else may serve it.
     */
    static DataDirectory at(Path given) throws IOException {
        Path root = given.toAbsolutePath().normalize();
        Path data = root.resolve(PGDATA);
        Owner owner = Owner.of(Files.exists(data) ? data : existing(root));
        make(root, owner);
        return new DataDirectory(root, owner);
    }

    private static void make(Path directory, Owner owner) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        Path parent = directory.getParent();
        if (parent != null) {
            make(parent, owner);
        }
        try {
            Files.createDirectory(directory);
        } catch (FileAlreadyExistsException raced) {
            if (Files.isDirectory(directory)) {
                return; // another process was faster
            }
            throw new NotDirectoryException(directory.toString());
        }
        owner.give(directory);
    }

    static Path existing(Path path) {
        Path existing = path;
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        return existing;
    }

    /** What is not there yet that a start would make; empty when nothing is, or when this user may not see it. */
    static Optional<String> missing(Path given) {
        Path root = given.toAbsolutePath().normalize();
        Path data = root.resolve(PGDATA);
        if (isHidden(root) || isHidden(data)) {
            return Optional.empty(); // a start fails then, and says why
        }
        if (!Files.exists(data.resolve("PG_VERSION"))) {
            return Optional.of("there is no archive in " + root + " yet");
        }
        return Files.exists(root.resolve("pgpass"))
                ? Optional.empty()
                : Optional.of("the server in " + root + " has no password yet");
    }

    private static boolean isHidden(Path directory) {
        return Files.isDirectory(directory) && !Files.isExecutable(directory);
    }

    /** Why no server can be in the directory, whatever is in it; empty when one can. */
    static Optional<String> unsuitable(Path given) {
        return UNSUITABLE.matcher(given.toAbsolutePath().normalize().toString()).find()
                ? Optional.of(
                        "PostgreSQL's programs do not work in a path with a double quote, a dollar sign, a backquote or"
                                + " a control character")
                : Optional.empty();
    }

    /** Why nothing can be written to the directory, or where it would have to be made; empty when something can. */
    static Optional<String> unwritable(Path given) {
        Path existing = existing(given.toAbsolutePath().normalize());
        if (!Files.isDirectory(existing)) {
            return Optional.of(existing + " is not a directory");
        }
        if (Files.isWritable(existing)) {
            return Optional.empty();
        }
        return Optional.of("this user may not write to " + existing + ownedBy(existing));
    }

    private static String ownedBy(Path path) {
        try {
            return ", which belongs to " + Files.getOwner(path).getName();
        } catch (IOException | UnsupportedOperationException unknown) {
            return "";
        }
    }

    /** What a failed access means; some exceptions of the file system name nothing but the path. */
    static String why(IOException failure) {
        if (failure instanceof AccessDeniedException denied) {
            return denied.getFile() + ": permission denied";
        }
        if (failure instanceof NotDirectoryException other) {
            return other.getFile() + " is not a directory";
        }
        return String.valueOf(failure.getMessage());
    }

    Path path() {
        return root;
    }

    /** PostgreSQL's own directory. */
    Path pgdata() {
        return root.resolve(PGDATA);
    }

    Path log() {
        return root.resolve("postgresql.log");
    }

    Owner owner() {
        return owner;
    }

    /** Opens a file to lock it. */
    FileChannel lockFile(String name) throws IOException {
        touch(root.resolve(name));
        return FileChannel.open(
                root.resolve(name),
                Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
    }

    /**
     * Where to make PostgreSQL's directory, so that what is interrupted is never taken for the whole. Each time another
     * place: what makes it may go on after this process was killed.
     */
    Path unfinished() throws IOException {
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(root, UNFINISHED + "*")) {
            for (Path leftover : leftovers) {
                delete(leftover);
            }
        }
        return root.resolve(UNFINISHED + UUID.randomUUID());
    }

    /** Makes an empty file that only its owner can open, where there is none. */
    void touch(Path file) throws IOException {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(OWN_FILE));
            owner.give(file);
        } catch (FileAlreadyExistsException raced) {
            return; // another process was faster
        }
    }

    /** Makes a directory that only its owner can look into. */
    Path makePrivate(Path directory) throws IOException {
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(OWN_DIRECTORY));
            owner.give(directory);
        }
        return directory;
    }

    /** Writes a file that only its owner can read: the whole of it, or it stays as it was. */
    void write(Path file, String text) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(next);
        Files.createFile(next, PosixFilePermissions.asFileAttribute(OWN_FILE));
        try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        owner.give(next);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Deletes a directory and everything in it, if there is one. */
    static void delete(Path directory) throws IOException {
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> all = Files.walk(directory)) {
            List<Path> inside = all.sorted(Comparator.reverseOrder()).toList();
            for (Path path : inside) {
                Files.deleteIfExists(path);
            }
        } catch (UncheckedIOException failure) {
            throw Objects.requireNonNull(failure.getCause());
        }
    }
}
