package dev.modelsync.provider;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

@AnalyzeClasses(packages = "dev.modelsync.provider", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule packagesAreFreeOfCycles =
            slices().matching("dev.modelsync.provider.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule whatIsSharedDecidesWithTheLanguageAlone = classes()
            .that()
            .resideInAnyPackage("..provider.address..", "..provider.auth..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify..", "dev.modelsync.provider..");

    @ArchTest
    static final ArchRule kubernetesIsKnownToOneClass = noClasses()
            .that()
            .haveSimpleNameNotStartingWith("KubernetesSecretStore")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.fabric8..");

    @ArchTest
    static final ArchRule nothingOfTheApplicationsIsKnownHere = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.modelsync.events..",
                    "dev.modelsync.proxy..",
                    "dev.modelsync.sync..",
                    "dev.modelsync.schema..");
}
