package dev.modelsync.cli;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

@AnalyzeClasses(packages = "dev.modelsync.cli", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule packagesShouldHaveNoCycles =
            slices().matching("dev.modelsync.cli.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule theApiShouldBeAskedThroughItsClientOnly = noClasses()
            .that()
            .resideOutsideOfPackage("..client..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.net.http..");

    @ArchTest
    static final ArchRule clientAndOutputShouldKnowNoCommandLine = noClasses()
            .that()
            .resideInAnyPackage("..client..", "..output..", "..secret..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("picocli..", "..session..");
}
