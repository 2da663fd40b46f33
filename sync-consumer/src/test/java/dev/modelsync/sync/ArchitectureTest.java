package dev.modelsync.sync;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

@AnalyzeClasses(packages = "dev.modelsync.sync", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule stagesDependInOneDirection = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("cluster")
            .definedBy("..sync.cluster..")
            .layer("worker")
            .definedBy("..sync.worker..")
            .layer("consume")
            .definedBy("..sync.consume..")
            .layer("control")
            .definedBy("..sync.control..")
            .layer("report")
            .definedBy("..sync.report..")
            .layer("heartbeat")
            .definedBy("..sync.heartbeat..")
            .layer("picker")
            .definedBy("..sync.picker..")
            .layer("doctor")
            .definedBy("..sync.doctor..")
            .layer("command")
            .definedBy("..sync.command..")
            .layer("replay")
            .definedBy("..sync.replay..")
            .layer("credential")
            .definedBy("..sync.credential..")
            .layer("apply")
            .definedBy("..sync.apply..")
            .layer("position")
            .definedBy("..sync.position..")
            .layer("registry")
            .definedBy("..sync.registry..")
            .layer("journal")
            .definedBy("..sync.journal..")
            .layer("plan")
            .definedBy("..sync.plan..")
            .layer("settings")
            .definedBy("..sync.settings..")
            .whereLayer("cluster")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("worker")
            .mayOnlyBeAccessedByLayers("cluster")
            .whereLayer("consume")
            .mayOnlyBeAccessedByLayers("cluster", "worker")
            .whereLayer("heartbeat")
            .mayOnlyBeAccessedByLayers("cluster", "worker")
            .whereLayer("control")
            .mayOnlyBeAccessedByLayers("worker")
            .whereLayer("picker")
            .mayOnlyBeAccessedByLayers("cluster", "worker", "heartbeat")
            .whereLayer("doctor")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("settings")
            .mayOnlyBeAccessedByLayers("cluster", "worker", "doctor")
            .whereLayer("report")
            .mayOnlyBeAccessedByLayers("cluster", "worker", "consume", "control", "heartbeat", "credential", "doctor")
            .whereLayer("credential")
            .mayOnlyBeAccessedByLayers("worker", "consume", "doctor")
            .whereLayer("command")
            .mayOnlyBeAccessedByLayers("worker", "control", "report")
            .whereLayer("replay")
            .mayOnlyBeAccessedByLayers("worker", "consume", "control", "report", "command")
            .whereLayer("apply")
            .mayOnlyBeAccessedByLayers("worker", "consume", "report", "command", "replay", "settings")
            .whereLayer("position")
            .mayOnlyBeAccessedByLayers("worker", "consume", "command", "apply", "replay")
            .whereLayer("registry")
            .mayOnlyBeAccessedByLayers(
                    "worker",
                    "consume",
                    "control",
                    "credential",
                    "doctor",
                    "picker",
                    "report",
                    "command",
                    "apply",
                    "position",
                    "replay",
                    "settings")
            .whereLayer("journal")
            .mayOnlyBeAccessedByLayers("worker", "consume", "report", "command", "apply", "registry", "replay");

    @ArchTest
    static final ArchRule packagesAreFreeOfCycles =
            slices().matching("dev.modelsync.sync.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule decidingKnowsOnlyTheLanguage = classes()
            .that()
            .resideInAPackage("..sync.plan..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("dev.modelsync.sync.plan..", "java..", "org.jspecify..");

    @ArchTest
    static final ArchRule wireTypesStayAtTheEdges = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "..sync.consume..",
                    "..sync.control..",
                    "..sync.credential..",
                    "..sync.report..",
                    "..sync.heartbeat..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.modelsync.schema..");

    @ArchTest
    static final ArchRule databaseTypesStayAtTheDatabase = noClasses()
            .that()
            .resideInAnyPackage("..sync.plan..", "..sync.consume..", "..sync.control..", "..sync.credential..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..", "org.springframework.jdbc..");

    @ArchTest
    static final ArchRule timeComesFromTheInjectedClock = noClasses()
            .that()
            .resideOutsideOfPackage("..sync.cluster..")
            .should()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(java.time.Clock.class, "systemUTC");
}
