package dev.modelsync.proxy;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

@AnalyzeClasses(packages = "dev.modelsync.proxy", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule stagesDependInOneDirection = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("forward")
            .definedBy("..proxy.forward..")
            .layer("topics")
            .definedBy("..proxy.topics..")
            .layer("upstream")
            .definedBy("..proxy.upstream..")
            .layer("limit")
            .definedBy("..proxy.limit..")
            .layer("access")
            .definedBy("..proxy.access..")
            .layer("routes")
            .definedBy("..proxy.routes..")
            .whereLayer("forward")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("topics")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("upstream")
            .mayOnlyBeAccessedByLayers("forward")
            .whereLayer("limit")
            .mayOnlyBeAccessedByLayers("forward")
            .whereLayer("access")
            .mayOnlyBeAccessedByLayers("forward", "topics");

    @ArchTest
    static final ArchRule packagesAreFreeOfCycles =
            slices().matching("dev.modelsync.proxy.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule decidingKnowsOnlyTheLanguage = classes()
            .that()
            .resideInAnyPackage("..proxy.routes..", "..proxy.access..", "..proxy.limit..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.modelsync.proxy.routes..",
                    "dev.modelsync.proxy.access..",
                    "dev.modelsync.proxy.limit..",
                    "dev.modelsync.provider..",
                    "java..",
                    "org.jspecify..");

    @ArchTest
    static final ArchRule wireTypesStayAtTheTopics = noClasses()
            .that()
            .resideOutsideOfPackage("..proxy.topics..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.modelsync.schema..", "org.apache.kafka..", "org.apache.avro..");

    @ArchTest
    static final ArchRule theNetworkStaysAtTheEdges = noClasses()
            .that()
            .resideOutsideOfPackages("..proxy.forward..", "..proxy.upstream..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.vertx..", "io.netty..", "software.amazon..");

    @ArchTest
    static final ArchRule nothingIsLoggedWhereRequestsPass = noClasses()
            .that()
            .resideInAnyPackage("..proxy.forward..", "..proxy.upstream..", "..proxy.access..", "..proxy.routes..")
            .and()
            .doNotHaveSimpleName("ProxyServer")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.slf4j..");

    @ArchTest
    static final ArchRule activityIsNeverLogged = noClasses()
            .should()
            .callMethodWhere(com.tngtech.archunit.base.DescribedPredicate.describe(
                    "setLogActivity", call -> call.getName().equals("setLogActivity")));

    @ArchTest
    static final ArchRule timeComesFromTheInjectedClock = noClasses()
            .should()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");
}
