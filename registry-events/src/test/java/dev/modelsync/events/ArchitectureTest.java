package dev.modelsync.events;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.springframework.context.annotation.Configuration;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

@AnalyzeClasses(packages = "dev.modelsync.events", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule packagesShouldHaveNoCycles =
            slices().matching("dev.modelsync.events.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule decidingCodeShouldSeeOnlyTheJdk = classes()
            .that()
            .resideInAPackage("..registration.rules..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..", "org.jspecify..", "..registration.rules..", "dev.modelsync.provider.address..");

    @ArchTest
    static final ArchRule requestsAndProblemsShouldKnowNoFeature = classes()
            .that()
            .resideInAnyPackage("dev.modelsync.events.request..", "dev.modelsync.events.problem..")
            .should()
            .onlyDependOnClassesThat(not(resideInAPackage("dev.modelsync.events..")
                    .and(resideOutsideOfPackages(
                            "..events.request..", "..events.problem..", "..registration.rules.."))));

    @ArchTest
    static final ArchRule aRegistrationShouldGoOneWay = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("api")
            .definedBy("..registration.api")
            .layer("preview")
            .definedBy("..registration.preview")
            .layer("change")
            .definedBy("..registration.change")
            .layer("purge")
            .definedBy("..registration.purge")
            .layer("view")
            .definedBy("..registration.view")
            .whereLayer("api")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("preview")
            .mayOnlyBeAccessedByLayers("api")
            .whereLayer("change")
            .mayOnlyBeAccessedByLayers("api", "preview")
            .whereLayer("purge")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("view")
            .mayOnlyBeAccessedByLayers("api", "preview", "change");

    @ArchTest
    static final ArchRule aPreviewShouldFollowFromFactsAlone = classes()
            .that()
            .resideInAPackage("..registration.preview")
            .and()
            .areNotAnnotatedWith(Configuration.class)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java.lang..", "java.util..", "org.jspecify..", "..events.registration..");

    @ArchTest
    static final ArchRule whatIsDoneWithARegistrationShouldNotKnowHttp = noClasses()
            .that()
            .resideInAPackage("..events.registration..")
            .and()
            .resideOutsideOfPackage("..registration.api")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework.http..", "org.springframework.web..", "jakarta.servlet..");

    @ArchTest
    static final ArchRule whatIsDoneWithARegistrationByHttpShouldNotKnowSql = noClasses()
            .that()
            .resideInAPackage("..registration.api")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "org.springframework.jdbc..", "org.springframework.transaction..");

    @ArchTest
    static final ArchRule whatAnEventSaysShouldFollowFromItAlone = classes()
            .that()
            .resideInAPackage("..activity.entry..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify..", "dev.modelsync.schema..", "..activity.entry..");

    @ArchTest
    static final ArchRule whatIsSealedShouldFollowFromWhatIsAnnouncedAlone = classes()
            .that()
            .resideInAPackage("..seal.plan..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify..", "..seal.plan..");

    @ArchTest
    static final ArchRule theEngineShouldStayInCapture = noClasses()
            .that()
            .resideOutsideOfPackage("..capture..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.debezium..", "org.apache.kafka.connect..");

    @ArchTest
    static final ArchRule generatedTypesShouldStayAtTheEdges = noClasses()
            .that()
            .resideOutsideOfPackages("..publish..", "..activity..", "..fleet..", "..command..", "..replay..", "..seal")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.modelsync.schema..", "org.apache.avro..");

    @ArchTest
    static final ArchRule nobodyShouldConnectWithoutACheckOfTheAddress = noClasses()
            .that()
            .resideOutsideOfPackage("..probe..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.hc..", "java.net.http..");

    @ArchTest
    static final ArchRule captureShouldBeKnownToNobody = noClasses()
            .that()
            .resideInAnyPackage("..publish..", "..registration..", "..activity..", "..fleet..", "..cluster..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..capture..");

    @ArchTest
    static final ArchRule capturedTablesShouldNotKnowWhatTheyHold = noClasses()
            .that()
            .resideInAPackage("..source..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..registration..", "..cluster..", "..publish..", "..capture..", "..kafka..");
}
