package dev.modelsync.benchmark;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

@AnalyzeClasses(packages = "dev.modelsync.benchmark", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule packagesAreFreeOfCycles =
            slices().matching("dev.modelsync.benchmark.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule figuresKnowNothingOfHowTheyAreFound = noClasses()
            .that()
            .resideInAPackage("..benchmark.report..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "..benchmark.load..",
                    "..benchmark.process..",
                    "..benchmark.contestant..",
                    "..benchmark.request..",
                    "..benchmark.stream..",
                    "..benchmark.proxy..");

    @ArchTest
    static final ArchRule measuresKnowNothingOfEachOther = classes()
            .that()
            .resideInAPackage("..benchmark.request..")
            .should()
            .onlyBeAccessed()
            .byAnyPackage("..benchmark.request..", "..benchmark.proxy..");
}
