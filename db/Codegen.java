import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.jooq.codegen.GenerationTool;
import org.jooq.meta.jaxb.Configuration;
import org.jooq.meta.jaxb.Database;
import org.jooq.meta.jaxb.ForcedType;
import org.jooq.meta.jaxb.Generate;
import org.jooq.meta.jaxb.Generator;
import org.jooq.meta.jaxb.Jdbc;
import org.jooq.meta.jaxb.Logging;
import org.jooq.meta.jaxb.Target;

/**
 * Generates jOOQ's table classes from the migrations: an embedded PostgreSQL is started, migrated, read, and thrown away.
 * Run by Maven in {@code generate-sources}; does nothing when the generated code is newer than every
 * migration and than the last change of their directory, as when one was renamed or removed.
 */
final class Codegen {
    public static void main(String[] arguments) throws Exception {
        Path migrations = Path.of(arguments[0]);
        Path generated = Path.of(arguments[1]);
        Path stamp = generated.resolve("generated.stamp");
        if (isCurrent(stamp, migrations)) {
            return;
        }
        ((ch.qos.logback.classic.Logger) org.slf4j.LoggerFactory.getLogger("ROOT"))
                .setLevel(ch.qos.logback.classic.Level.WARN);
        System.setProperty("org.jooq.no-logo", "true");
        System.setProperty("org.jooq.no-tips", "true");
        try (var server = EmbeddedPostgres.builder().setPGStartupWait(Duration.ofMinutes(10)).start()) {
            Flyway.configure()
                    .dataSource(server.getPostgresDatabase())
                    .locations("filesystem:" + migrations)
                    .schemas("archive")
                    .placeholders(java.util.Map.of("body_compression", "pglz"))
                    .load()
                    .migrate();
            GenerationTool.generate(configuration(server.getJdbcUrl("postgres", "postgres"), generated));
        }
        Files.writeString(stamp, "");
    }

    private static boolean isCurrent(Path stamp, Path migrations) throws Exception {
        if (!Files.exists(stamp)) {
            return false;
        }
        var made = Files.getLastModifiedTime(stamp);
        try (var files = Files.walk(migrations)) {
            return files.map(Path::toFile).allMatch(it -> it.lastModified() < made.toMillis());
        }
    }

    private static Configuration configuration(String url, Path generated) {
        return new Configuration()
                .withLogging(Logging.WARN)
                .withJdbc(new Jdbc().withUrl(url).withUser("postgres"))
                .withGenerator(new Generator()
                        .withDatabase(new Database()
                                .withName("org.jooq.meta.postgres.PostgresDatabase")
                                .withSchemata(List.of(new org.jooq.meta.jaxb.SchemaMappingType().withInputSchema("archive")))
                                .withForcedTypes(new ForcedType().withName("INSTANT").withIncludeTypes("(?i:timestamptz|timestamp with time zone)"))
                                .withExcludes("flyway_schema_history | gbt.* | .*_dist | .*gbtree.* | int.*_ | call_logs_p.*"))
                        .withGenerate(new Generate().withJavadoc(false).withRoutines(false).withRecords(false))
                        .withTarget(new Target()
                                .withPackageName("dev.callvault.store.postgres.jooq")
                                .withDirectory(generated.toString())));
    }
}
