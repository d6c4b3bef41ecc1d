package dev.callvault.store.postgres.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Whom a data directory belongs to, and so everything in it, and as whom its server runs.
 *
 * @param isForeign whether this process is root's and the directory is another user's
 * @param needsNoRoot whether this process and the directory are root's, as whom PostgreSQL refuses to run
 */
record Owner(int user, int group, boolean isForeign, boolean needsNoRoot) {
    private static final Path THIS_PROCESS = Path.of("/proc/self");

    /** The owner of a file or directory, seen by the user of this process. */
    static Owner of(Path path) throws IOException {
        Map<String, Object> attributes = Files.readAttributes(path, "unix:uid,gid");
        int user = number(attributes, "uid");
        boolean isRoot = isRoot();
        return new Owner(user, number(attributes, "gid"), isRoot && user != 0, isRoot && user == 0);
    }

    private static int number(Map<String, Object> attributes, String name) {
        return (Integer) Objects.requireNonNull(attributes.get(name));
    }

    private static boolean isRoot() throws IOException {
        return Files.exists(THIS_PROCESS)
                ? Files.getAttribute(THIS_PROCESS, "unix:uid").equals(0)
                : System.getProperty("user.name", "").equals("root");
    }

    /** Gives what root has just made to the owner. */
    void give(Path made) throws IOException {
        if (isForeign) {
            Files.setAttribute(made, "unix:gid", group, LinkOption.NOFOLLOW_LINKS);
            Files.setAttribute(made, "unix:uid", user, LinkOption.NOFOLLOW_LINKS);
        }
    }

    /** What has to stand before a command, so that the owner runs it, and not root. */
    List<String> before() {
        if (isForeign) {
            return List.of("setpriv", "--reuid=" + user, "--regid=" + group, "--clear-groups", "--");
        }
        // in a user namespace of its own root is nobody, who yet owns root's files
        return needsNoRoot ? List.of("unshare", "--user") : List.of();
    }
}
