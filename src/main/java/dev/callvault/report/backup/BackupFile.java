package dev.callvault.report.backup;

import dev.callvault.report.UnwritableOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * A file that appears under its name once it is whole and on the disk. Until then it has another name, beside it; only this user
 * may read it.
 */
public final class BackupFile {
    /** How the name ends until the file is whole. */
    public static final String UNFINISHED = ".part";

    private BackupFile() {}

    /**
     * Writes it.
     *
     * @param isReplaced a file of that name is replaced; otherwise it is left, and writing fails
     * @throws UnwritableOutput when the file cannot be written; nothing is left of it then
     */
    public static void write(Path file, boolean isReplaced, Consumer<OutputStream> writing) {
        try {
            Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
            if (!isReplaced && Files.exists(file)) {
                throw new FileAlreadyExistsException(file.toString());
            }
            Path part = Files.createTempFile(folder, file.getFileName() + ".", UNFINISHED);
            try {
                writeTo(part, writing);
                move(part, file, isReplaced);
            } finally {
                Files.deleteIfExists(part);
            }
            sync(folder);
        } catch (IOException failure) {
            throw UnwritableOutput.of(file, failure);
        }
    }

    private static void writeTo(Path part, Consumer<OutputStream> writing) throws IOException {
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
            writing.accept(Channels.newOutputStream(channel));
            channel.force(true);
        }
    }

    private static void move(Path part, Path file, boolean isReplaced) throws IOException {
        if (!isReplaced && Files.exists(file)) {
            throw new FileAlreadyExistsException(file.toString()); // another program may have written it meanwhile
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** So that the name is on the disk too; Windows cannot open a folder, and need not. */
    private static void sync(Path folder) throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
