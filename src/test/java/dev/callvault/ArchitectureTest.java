package dev.callvault;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/** The package layout tells a story; these rules keep the story true. */
@AnalyzeClasses(packages = "dev.callvault", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String GENERATED = "dev.callvault.store.postgres.jooq..";
    private static final int MAX_IN_A_ROOM = 25;

    // Direction ---------------------------------------------------------------------------------

    @ArchTest
    static final ArchRule packages_are_free_of_cycles = slices().matching("dev.callvault.(**)")
            .should()
            .beFreeOfCycles()
            .ignoreDependency(resideInAPackage(GENERATED), alwaysTrue());

    // spotless:off
    @ArchTest
    static final ArchRule dependencies_follow_the_story = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("dev.callvault..")
            .layer("values")  .definedBy("dev.callvault.call..", "dev.callvault.content")
            .layer("ports")   .definedBy("dev.callvault.source", "dev.callvault.store", "dev.callvault.store.listing",
                                         "dev.callvault.store.bodies", "dev.callvault.store.proof",
                                         "dev.callvault.store.coordination", "dev.callvault.store.search",
                                         "dev.callvault.store.reports", "dev.callvault.store.served",
                                         "dev.callvault.store.forget", "dev.callvault.store.status",
                                         "dev.callvault.store.backup", "dev.callvault.store.imports",
                                         "dev.callvault.progress")
            .layer("refine")  .definedBy("dev.callvault.refine")
            .layer("number")  .definedBy("dev.callvault.number")
            .layer("wire")    .definedBy("dev.callvault.wire..")
            .layer("story")   .definedBy("dev.callvault.archive..", "dev.callvault.verify", "dev.callvault.redact")
            .layer("adapters").definedBy("dev.callvault.source.plum..", "dev.callvault.store.postgres..",
                                         "dev.callvault.schedule..", "dev.callvault.simulator..",
                                         "dev.callvault.serve..", "dev.callvault.report..", "dev.callvault.heartbeat..")
            .layer("imports") .definedBy("dev.callvault.imports")
            .layer("metrics") .definedBy("dev.callvault.metrics..")
            .layer("config")  .definedBy("dev.callvault.config..")
            .layer("logs")    .definedBy("dev.callvault.logs")
            .layer("wiring")  .definedBy("dev.callvault.app..")
            .layer("entry")   .definedBy("dev.callvault", "dev.callvault.cli..")
            .whereLayer("entry")   .mayNotBeAccessedByAnyLayer()
            .whereLayer("wiring")  .mayOnlyBeAccessedByLayers("entry")
            .whereLayer("adapters").mayOnlyBeAccessedByLayers("wiring", "entry")
            .whereLayer("metrics") .mayOnlyBeAccessedByLayers("wiring")
            .whereLayer("story")   .mayOnlyBeAccessedByLayers("metrics", "wiring", "entry")
            .whereLayer("imports") .mayOnlyBeAccessedByLayers("wiring", "entry")
            .whereLayer("imports") .mayOnlyAccessLayers("values", "ports", "refine", "wire")
            .whereLayer("wire")    .mayOnlyBeAccessedByLayers("adapters", "imports", "config", "wiring", "entry")
            .whereLayer("logs")    .mayOnlyBeAccessedByLayers("entry")
            .whereLayer("logs")    .mayOnlyAccessLayers("refine")
            .whereLayer("refine")  .mayOnlyAccessLayers("values")
            .whereLayer("number")  .mayNotAccessAnyLayer()
            .whereLayer("values")  .mayNotAccessAnyLayer();
    // spotless:on

    // spotless:off
    @ArchTest
    static final ArchRule rooms_of_the_archive_follow_the_story = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("dev.callvault.archive..", "dev.callvault.verify", "dev.callvault.redact")
            .layer("above")  .definedBy("dev.callvault.verify", "dev.callvault.redact")
            .layer("run")    .definedBy("dev.callvault.archive")
            .layer("listing").definedBy("dev.callvault.archive.listing")
            .layer("bodies") .definedBy("dev.callvault.archive.bodies")
            .layer("guard")  .definedBy("dev.callvault.archive.guard")
            .layer("report") .definedBy("dev.callvault.archive.report")
            .whereLayer("above")  .mayNotBeAccessedByAnyLayer()
            .whereLayer("run")    .mayOnlyBeAccessedByLayers("above")
            .whereLayer("listing").mayOnlyBeAccessedByLayers("run", "above")
            .whereLayer("bodies") .mayOnlyBeAccessedByLayers("run")
            .whereLayer("guard")  .mayOnlyAccessLayers("report")
            .whereLayer("report") .mayNotAccessAnyLayer();

    @ArchTest
    static final ArchRule rooms_of_the_store_know_few_others = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("dev.callvault.store.postgres..")
            .layer("parts")       .definedBy("dev.callvault.store.postgres")
            .layer("jooq")        .definedBy(GENERATED)
            .layer("sql")         .definedBy("dev.callvault.store.postgres.sql")
            .layer("coordination").definedBy("dev.callvault.store.postgres.coordination")
            .layer("server")      .definedBy("dev.callvault.store.postgres.server")
            .layer("numbers")     .definedBy("dev.callvault.store.postgres.numbers")
            .layer("listing")     .definedBy("dev.callvault.store.postgres.listing")
            .layer("bodies")      .definedBy("dev.callvault.store.postgres.bodies")
            .layer("forget")      .definedBy("dev.callvault.store.postgres.forget")
            .layer("ends")        .definedBy("dev.callvault.store.postgres.ends")
            .layer("proof")       .definedBy("dev.callvault.store.postgres.proof")
            .layer("search")      .definedBy("dev.callvault.store.postgres.search")
            .layer("served")      .definedBy("dev.callvault.store.postgres.served")
            .layer("reports")     .definedBy("dev.callvault.store.postgres.reports")
            .layer("readers")     .definedBy("dev.callvault.store.postgres.readers")
            .layer("backup")      .definedBy("dev.callvault.store.postgres.backup")
            .layer("imports")     .definedBy("dev.callvault.store.postgres.imports")
            .layer("status")      .definedBy("dev.callvault.store.postgres.status")
            .whereLayer("parts")       .mayNotBeAccessedByAnyLayer()
            .whereLayer("sql")         .mayOnlyAccessLayers("jooq")
            .whereLayer("coordination").mayOnlyAccessLayers("sql", "jooq")
            .whereLayer("server")      .mayOnlyAccessLayers("sql", "jooq", "coordination", "readers")
            .whereLayer("readers")     .mayOnlyAccessLayers("sql")
            .whereLayer("numbers")     .mayOnlyAccessLayers("sql", "jooq", "coordination")
            .whereLayer("listing")     .mayOnlyAccessLayers("sql", "jooq", "numbers")
            .whereLayer("bodies")      .mayOnlyAccessLayers("sql", "jooq")
            .whereLayer("search")      .mayOnlyAccessLayers("sql", "jooq", "numbers")
            .whereLayer("served")      .mayOnlyAccessLayers("sql", "jooq", "numbers")
            .whereLayer("reports")     .mayOnlyAccessLayers("sql", "jooq")
            .whereLayer("forget")      .mayOnlyAccessLayers("sql", "jooq", "server", "listing", "numbers")
            .whereLayer("ends")        .mayOnlyAccessLayers("sql", "jooq")
            .whereLayer("proof")       .mayOnlyAccessLayers("sql", "jooq", "forget")
            .whereLayer("backup")      .mayOnlyAccessLayers("sql", "server")
            .whereLayer("imports")     .mayOnlyAccessLayers("sql", "jooq", "numbers", "listing", "bodies", "server")
            .whereLayer("status")      .mayOnlyAccessLayers("sql", "jooq", "coordination", "listing", "reports", "search");
    // spotless:on

    /** Scripts and people compare what a command prints: its keys come in one order, each time. */
    @ArchTest
    static final ArchRule what_commands_print_has_one_order = noClasses()
            .that()
            .resideInAPackage("dev.callvault.cli..")
            .should()
            .callMethodWhere(target(owner(type(Map.class))).and(target(nameMatching("of|ofEntries|copyOf"))))
            .orShould()
            .callConstructorWhere(target(owner(type(HashMap.class))))
            .because("maps of them have another order in each process");

    /** What a newcomer can take in at a glance. */
    @ArchTest
    static void no_room_is_too_full(JavaClasses classes) {
        assertThat(classes.getPackage("dev.callvault").getSubpackagesInTree().stream()
                        .filter(it -> it.getClasses().stream()
                                        .filter(ArchitectureTest::isWritten)
                                        .count()
                                > MAX_IN_A_ROOM)
                        .map(JavaPackage::getName))
                .isEmpty();
    }

    // One home per technology -------------------------------------------------------------------

    @ArchTest
    static final ArchRule quartz_stays_in_schedule = home("org.quartz..", "dev.callvault.schedule..");

    @ArchTest
    static final ArchRule the_http_client_stays_in_source_plum_and_heartbeat =
            home("java.net.http..", "dev.callvault.source.plum..", "dev.callvault.heartbeat..");

    @ArchTest
    static final ArchRule json_and_yaml_stay_at_the_edges = home(
            "com.fasterxml.jackson..",
            "dev.callvault.wire..",
            "dev.callvault.config..",
            "dev.callvault.report..",
            "dev.callvault.cli..");

    @ArchTest
    static final ArchRule parquet_stays_in_report = home("org.apache.parquet..", "dev.callvault.report.parquet..");

    @ArchTest
    static final ArchRule sql_stays_in_store_postgres = home("org.jooq..", "dev.callvault.store.postgres..");

    @ArchTest
    static final ArchRule migrations_stay_in_store_postgres = home("org.flywaydb..", "dev.callvault.store.postgres..");

    @ArchTest
    static final ArchRule the_pool_stays_in_store_postgres = home("com.zaxxer..", "dev.callvault.store.postgres..");

    @ArchTest
    static final ArchRule picocli_stays_in_cli = home("picocli..", "dev.callvault.cli..");

    @ArchTest
    static final ArchRule javalin_stays_in_serve = home("io.javalin..", "dev.callvault.serve..");

    @ArchTest
    static final ArchRule logback_stays_in_logs = home("ch.qos.logback..", "dev.callvault.logs..");

    @ArchTest
    static final ArchRule patterns_of_others_stay_in_refine = home("com.google.re2j..", "dev.callvault.refine..");

    @ArchTest
    static final ArchRule numbering_plans_stay_in_number = home("com.google.i18n..", "dev.callvault.number..");

    @ArchTest
    static final ArchRule micrometer_stays_in_metrics = home("io.micrometer..", "dev.callvault.metrics..");

    // The values --------------------------------------------------------------------------------

    @ArchTest
    static final ArchRule values_are_plain_java = classes()
            .that()
            .resideInAPackage("dev.callvault.call..")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    "dev.callvault.call..",
                    "dev.callvault.content..",
                    "java.io..",
                    "java.lang..",
                    "java.nio..",
                    "java.time..",
                    "java.util..",
                    "org.jspecify.annotations.."));

    @ArchTest
    static final ArchRule value_types_are_values = classes()
            .that()
            .resideInAPackage("dev.callvault.call..")
            .and()
            .areTopLevelClasses()
            .should()
            .beRecords()
            .orShould()
            .beEnums()
            .orShould()
            .beInterfaces();

    // Habits ------------------------------------------------------------------------------------

    @ArchTest
    static final ArchRule time_comes_from_a_clock = noClasses()
            .that()
            .resideOutsideOfPackages("dev.callvault.app..", "dev.callvault.cli..")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .because("tests move a clock instead of sleeping");

    @ArchTest
    static final ArchRule only_the_cli_prints =
            noClasses().that().resideOutsideOfPackage("dev.callvault.cli..").should(ACCESS_STANDARD_STREAMS);

    @ArchTest
    static final ArchRule failures_have_a_name = NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;

    @ArchTest
    static void every_package_is_null_marked(JavaClasses classes) {
        assertThat(classes.getPackage("dev.callvault").getSubpackagesInTree().stream()
                        .filter(it -> !it.getClasses().isEmpty())
                        .filter(it ->
                                !it.getName().contains(".jooq") && !it.getName().endsWith(".console.pages"))
                        .filter(it -> !it.isAnnotatedWith(NullMarked.class))
                        .map(JavaPackage::getName))
                .isEmpty();
    }

    @ArchTest
    static void the_rules_see_all_the_code(JavaClasses classes) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
            assertThat(classes.stream().filter(ArchitectureTest::isWritten).count())
                    .isEqualTo(files.map(it -> it.getFileName().toString())
                            .filter(it -> it.endsWith(".java") && !it.equals("package-info.java"))
                            .count());
        }
    }

    /** Neither generated, nor a part of another class, nor what javac makes of a package's comment. */
    private static boolean isWritten(JavaClass it) {
        return it.isTopLevelClass()
                && !it.getSimpleName().equals("package-info")
                && !it.getPackageName().contains(".jooq")
                && !it.getPackageName().endsWith(".console.pages");
    }

    private static ArchRule home(String technology, String... homes) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(homes)
                .and()
                .resideOutsideOfPackage(GENERATED)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(technology)
                .because(technology + " has one home");
    }
}
