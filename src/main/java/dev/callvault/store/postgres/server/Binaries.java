package dev.callvault.store.postgres.server;

import dev.callvault.content.Sha256;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's programs, which come packed inside this program. They are unpacked into the data directory, where nobody else
 * can write and nothing tidies up. Before every start they are compared with the hashes of what was unpacked: an unpacking that
 * was cut short, or a damaged file, is repaired by unpacking again. Hashing takes a second, so files that have not been touched
 * since they were hashed are not hashed again before the machine has been started anew.
 */
final class Binaries {
    /** Of the files, written last: without it, the unpacking was not finished. */
    private static final String HASHES = "SHA256SUMS";

    /** Tells which files were hashed, and when they had changed last. */
    private static final String VERIFIED = "verified";

    /** Another one after every start of the machine: what was written before a power cut may not be on the disk. */
    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");

    /** Its first line names the major version. */
    private static final String CATALOG = "share/postgresql/postgres.bki";

    /** Hexadecimal digits; then two blanks and the file's path. */
    private static final int HASH_LENGTH = 64;

    private static final Pattern MAJOR = Pattern.compile("# PostgreSQL (\\d+).*");

    private final Path home;

    private Binaries(Path home) {
        this.home = home;
    }

    /** The unpacked programs; unpacks them first if they are not there as they should be. */
    static Binaries in(DataDirectory directory) throws IOException {
        Path parent = directory.makePrivate(directory.path().resolve("postgresql"));
        Path home = parent.resolve(packedName());
        if (!isWhole(directory, home)) {
            unpack(directory, parent, home);
        }
        Binaries binaries = new Binaries(home);
        if (!Files.isExecutable(binaries.program("postgres"))) {
            throw new IOException("programs cannot be run from " + home
                    + ": its file system is mounted noexec; use another data directory");
        }
        return binaries;
    }

    Path program(String name) {
        return home.resolve("bin").resolve(name);
    }

    /** The major version, read from the packed programs; writes nothing. */
    static int major() throws IOException {
        try (TarArchiveInputStream packed = packed()) {
            for (TarArchiveEntry entry = packed.getNextEntry(); entry != null; entry = packed.getNextEntry()) {
                if (name(entry).equals(CATALOG)) {
                    return major(new BufferedReader(new InputStreamReader(packed, StandardCharsets.UTF_8)).readLine());
                }
            }
        }
        throw new IOException("PostgreSQL's programs lack " + CATALOG);
    }

    private static int major(String line) throws IOException {
        Matcher matcher = MAJOR.matcher(line);
        if (!matcher.matches()) {
            throw new IOException("no version of PostgreSQL in: " + line);
        }
        return Integer.parseInt(matcher.group(1));
    }

    private static void unpack(DataDirectory directory, Path parent, Path home) throws IOException {
        try (Stream<Path> others = Files.list(parent)) { // of another version, or unfinished
            for (Path other : others.toList()) {
                DataDirectory.delete(other);
            }
        }
        Path unfinished = directory.makePrivate(parent.resolve("unpacking"));
        StringBuilder hashes = new StringBuilder();
        try (TarArchiveInputStream packed = packed()) {
            for (TarArchiveEntry entry = packed.getNextEntry(); entry != null; entry = packed.getNextEntry()) {
                unpack(directory, entry, packed, unfinished, hashes);
            }
        }
        directory.write(unfinished.resolve(HASHES), hashes.toString());
        Files.move(unfinished, home, StandardCopyOption.ATOMIC_MOVE);
        directory.write(
                home.resolve(VERIFIED),
                fingerprint(home, hashes.toString().lines().toList()));
    }

    private static void unpack(
            DataDirectory directory, TarArchiveEntry entry, InputStream content, Path home, StringBuilder hashes)
            throws IOException {
        Path path = home.resolve(name(entry)).normalize();
        if (!path.startsWith(home)) {
            throw new IOException("PostgreSQL's programs have a file outside of them: " + entry.getName());
        }
        makeDirectories(directory, entry.isDirectory() ? path : parent(path), home);
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
            directory.owner().give(path);
        } else if (entry.isFile()) {
            String mode = (entry.getMode() & 0100) == 0 ? "rw-------" : "rwx------";
            Files.createFile(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode)));
            MessageDigest digest = Sha256.digest();
            try (OutputStream to = new DigestOutputStream(Files.newOutputStream(path), digest)) {
                content.transferTo(to);
            }
            directory.owner().give(path);
            hashes.append(hex(digest))
                    .append("  ")
                    .append(home.relativize(path))
                    .append('\n');
        }
    }

    private static void makeDirectories(DataDirectory directory, Path path, Path home) throws IOException {
        if (!path.equals(home)) {
            makeDirectories(directory, parent(path), home);
            directory.makePrivate(path);
        }
    }

    private static Path parent(Path inside) {
        return Objects.requireNonNull(inside.getParent());
    }

    private static boolean isWhole(DataDirectory directory, Path home) throws IOException {
        Path hashes = home.resolve(HASHES);
        if (!Files.exists(hashes)) {
            return false;
        }
        List<String> lines = Files.readAllLines(hashes);
        if (!lines.stream().allMatch(it -> it.indexOf(' ') == HASH_LENGTH)) {
            return false;
        }
        String seen = fingerprint(home, lines);
        Path verified = home.resolve(VERIFIED);
        if (Files.exists(verified) && Files.readString(verified).equals(seen)) {
            return true;
        }
        boolean isWhole = !lines.isEmpty() && lines.parallelStream().allMatch(it -> isAsUnpacked(home, it));
        if (isWhole) {
            directory.write(verified, seen);
        }
        return isWhole;
    }

    /** Of the files' sizes and times of change, which nobody can set back. */
    private static String fingerprint(Path home, List<String> lines) throws IOException {
        MessageDigest digest = Sha256.digest();
        digest.update(Files.exists(BOOT) ? Files.readAllBytes(BOOT) : new byte[0]);
        for (String line : lines) {
            Path file = home.resolve(line.substring(HASH_LENGTH + 2));
            Object state = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                    ? Files.readAttributes(file, "unix:size,ctime,mode").toString()
                    : "missing";
            digest.update((line + state).getBytes(StandardCharsets.UTF_8));
        }
        return hex(digest);
    }

    private static boolean isAsUnpacked(Path home, String line) {
        Path file = home.resolve(line.substring(HASH_LENGTH + 2));
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try (InputStream content = Files.newInputStream(file)) {
            return hash(content).equals(line.substring(0, HASH_LENGTH));
        } catch (IOException unreadable) {
            return false; // unpacking again says what is wrong
        }
    }

    private static TarArchiveInputStream packed() throws IOException {
        return new TarArchiveInputStream(
                new XZInputStream(new BufferedInputStream(resource().openStream())));
    }

    /** Another one for every other content. In a jar, the checksum stands in the list of files. */
    private static String packedName() throws IOException {
        if (resource().openConnection() instanceof JarURLConnection packed) {
            JarEntry entry = packed.getJarEntry();
            return String.format(Locale.ROOT, "%08x-%x", entry.getCrc(), entry.getSize());
        }
        try (InputStream packed = resource().openStream()) {
            return hash(packed).substring(0, 16);
        }
    }

    private static URL resource() throws IOException {
        @Nullable URL packed = Binaries.class.getResource("/postgres-" + system() + "-" + processor() + ".txz");
        if (packed == null) {
            throw new IOException("this build has no PostgreSQL for " + System.getProperty("os.name") + " on "
                    + System.getProperty("os.arch"));
        }
        return packed;
    }

    private static String system() {
        return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("mac") ? "darwin" : "linux";
    }

    private static String processor() {
        return switch (System.getProperty("os.arch", "")) {
            case "aarch64", "arm64" -> "arm_64";
            default -> "x86_64";
        };
    }

    private static String name(TarArchiveEntry entry) {
        return entry.getName().startsWith("./") ? entry.getName().substring(2) : entry.getName();
    }

    private static String hash(InputStream content) throws IOException {
        MessageDigest digest = Sha256.digest();
        new DigestInputStream(content, digest).transferTo(OutputStream.nullOutputStream());
        return hex(digest);
    }

    private static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }
}
