package dev.callvault.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import dev.callvault.app.TestDatabases;
import dev.callvault.config.Secret;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.opentest4j.AssertionFailedError;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * A PostgreSQL in a container, one per image for all tests of this JVM. Where there is no Docker engine, or no image, the tests
 * are given up with a message that says why; with {@code DOCKER_TESTS=required} in the environment they fail instead.
 */
public final class ContainerServer {
    /** The oldest major that is supported, and the newest; {@code DOCKER_TESTS_POSTGRES} names others, by spaces. */
    private static final String IMAGES = "postgres:15 postgres:18";

    private static final String MODE = System.getenv().getOrDefault("DOCKER_TESTS", "");
    private static final int PULL_PATIENCE_SECONDS = 180;
    private static final Map<String, Start> STARTED = new ConcurrentHashMap<>();

    private final PostgreSQLContainer container;
    private final TestDatabases databases;

    private ContainerServer(PostgreSQLContainer container) {
        this.container = container;
        this.databases = new TestDatabases(
                "jdbc:postgresql://" + container.getHost() + ":" + container.getFirstMappedPort(),
                container.getUsername(),
                new Secret(container.getPassword()));
    }

    /** The images to try, whether they can be had or not. */
    public static List<String> images() {
        String chosen = System.getenv().getOrDefault("DOCKER_TESTS_POSTGRES", IMAGES);
        return List.of(chosen.strip().split("\\s+"));
    }

    /** The server of an image, started when it is the first time; never null: without one, the test ends here. */
    public static ContainerServer of(String image) {
        try {
            return STARTED.computeIfAbsent(image, ContainerServer::start).server();
        } catch (Missing missing) {
            if (MODE.equals("required")) {
                throw new AssertionFailedError("DOCKER_TESTS=required, and " + missing.getMessage(), missing);
            }
            return Assumptions.abort("only the embedded PostgreSQL is tested: " + missing.getMessage());
        }
    }

    /** Starts once: what was in vain the first time is not waited for again by every test. */
    private static Start start(String image) {
        try {
            obtain(engine(), image);
            PostgreSQLContainer container =
                    new PostgreSQLContainer(DockerImageName.parse(image).asCompatibleSubstituteFor("postgres"));
            // Not closed: the next class uses it too. Testcontainers removes it when the JVM ends.
            container.start();
            return new Start(new ContainerServer(container), null);
        } catch (RuntimeException failure) {
            return new Start(null, failure);
        }
    }

    private static DockerClient engine() {
        if (MODE.equals("off")) {
            throw new Missing("Docker is not to be used (DOCKER_TESTS=off)", null);
        }
        try {
            return DockerClientFactory.instance().client();
        } catch (RuntimeException failure) {
            throw new Missing("no Docker engine can be used here (" + failure.getMessage() + ")", failure);
        }
    }

    private static void obtain(DockerClient engine, String image) {
        try {
            engine.inspectImageCmd(image).exec();
        } catch (NotFoundException absent) {
            pull(engine, image);
        }
    }

    private static void pull(DockerClient engine, String image) {
        try {
            boolean pulled =
                    engine.pullImageCmd(image).start().awaitCompletion(PULL_PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (!pulled) {
                throw new Missing(image + " was not pulled within " + PULL_PATIENCE_SECONDS + " s", null);
            }
        } catch (DockerException failure) {
            throw new Missing(image + " is neither there nor to be pulled (" + failure.getMessage() + ")", failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new Missing("interrupted while " + image + " was pulled", interrupted);
        }
    }

    /** Its databases: what the tests of the store ask for. */
    public TestDatabases databases() {
        return databases;
    }

    /** The major version that the image's tag states, such as 18; empty when it states none. */
    String majorOfTag() {
        return container.getDockerImageName().replaceFirst("^.*:(\\d*).*$", "$1");
    }

    /** What came of starting: a server, or why there is none. */
    private record Start(
            @Nullable ContainerServer started, @Nullable RuntimeException failure) {
        ContainerServer server() {
            if (started == null) {
                throw Objects.requireNonNull(failure);
            }
            return started;
        }
    }

    /** There is nothing to run a container with; anything else that goes wrong with a container is a failure. */
    private static final class Missing extends RuntimeException {
        private static final long serialVersionUID = 1;

        Missing(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
