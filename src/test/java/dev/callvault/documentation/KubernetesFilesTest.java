package dev.callvault.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.callvault.config.read.SettingsLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** The manifests for Kubernetes agree with each other, with the image, and with the settings. */
class KubernetesFilesTest {
    private static final Path DIRECTORY = Path.of("config", "kubernetes");
    private static final String SECRETS = "/run/secrets/callvault/";

    @TempDir
    private Path directory;

    private static JsonNode manifest(String name) throws IOException {
        return new ObjectMapper().valueToTree(new Yaml().<Object>load(Files.readString(DIRECTORY.resolve(name))));
    }

    @Test
    void all_mean_the_same_nodes() throws IOException {
        JsonNode deployment = manifest("deployment.yaml").at("/spec");
        JsonNode labels = deployment.at("/template/metadata/labels");

        assertThat(deployment.at("/selector/matchLabels")).isEqualTo(labels);
        assertThat(manifest("service.yaml").at("/spec/selector")).isEqualTo(labels);
        JsonNode budget = manifest("disruption-budget.yaml").at("/spec");
        assertThat(budget.at("/selector/matchLabels")).isEqualTo(labels);
        assertThat(budget.at("/minAvailable").asInt())
                .isLessThan(deployment.at("/replicas").asInt());
    }

    @Test
    void the_user_is_the_images_and_every_probe_asks_whether_it_is_alive() throws IOException {
        JsonNode pod = manifest("deployment.yaml").at("/spec/template/spec");
        JsonNode container = pod.at("/containers/0");

        assertThat(Files.readString(Path.of("Dockerfile")))
                .contains("--uid " + pod.at("/securityContext/runAsUser").asText());
        for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
            assertThat(container.at("/" + probe + "/httpGet/path").asText()).isEqualTo("/health/live");
        }
    }

    /** Each secret that the settings name is one that kubectl is told to make, and lies where the secret is mounted. */
    @Test
    void the_settings_are_complete_with_the_secrets() throws IOException {
        String settings = Files.readString(DIRECTORY.resolve("callvault.yaml"));
        Matcher files = Pattern.compile("-file: (\\S+)").matcher(settings);
        while (files.find()) {
            assertThat(files.group(1)).startsWith(SECRETS);
            String secret = files.group(1).substring(SECRETS.length());
            assertThat(Files.readString(DIRECTORY.resolve("kustomization.yaml")))
                    .contains("--from-file=" + secret);
            Files.copy(Path.of("config", "docker", "secrets", secret), directory.resolve(secret));
        }
        assertThat(Files.readString(DIRECTORY.resolve("deployment.yaml")))
                .contains("mountPath: " + SECRETS.substring(0, SECRETS.length() - 1));

        Path file = Files.writeString(directory.resolve("callvault.yaml"), settings.replace(SECRETS, directory + "/"));
        assertThat(SettingsLoader.load(Map.of(), Optional.of(file)).accounts()).hasSize(1);
    }
}
