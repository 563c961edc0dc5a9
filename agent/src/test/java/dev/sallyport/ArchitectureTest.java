package dev.sallyport;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The arrows of the house run one way. */
class ArchitectureTest {
    private static JavaClasses classes;

    @BeforeAll
    static void read() {
        classes =
                new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("dev.sallyport");
    }

    @Test
    void arrowsBetweenLayersRunOneWay() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("tool")
                .definedBy("dev.sallyport.cli..")
                .layer("start")
                .definedBy("dev.sallyport.agent")
                .layer("hook")
                .definedBy("dev.sallyport.agent.hook..")
                .layer("guard")
                .definedBy("dev.sallyport.agent.guard..")
                .layer("wire")
                .definedBy("dev.sallyport.agent.wire..")
                .layer("notice")
                .definedBy("dev.sallyport.agent.notice..")
                .layer("attribution")
                .definedBy("dev.sallyport.agent.attribution..")
                .layer("record")
                .definedBy("dev.sallyport.agent.record..")
                .layer("gate")
                .definedBy("dev.sallyport.agent.gate..")
                .layer("event")
                .definedBy("dev.sallyport.event..")
                .layer("policy")
                .definedBy("dev.sallyport.policy..")
                .whereLayer("tool")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("start")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("hook")
                .mayOnlyBeAccessedByLayers("start")
                .whereLayer("guard")
                .mayOnlyBeAccessedByLayers("start")
                .whereLayer("wire")
                .mayOnlyBeAccessedByLayers("guard")
                .whereLayer("notice")
                .mayOnlyBeAccessedByLayers("start", "guard")
                .whereLayer("attribution")
                .mayOnlyBeAccessedByLayers("start", "guard")
                .whereLayer("record")
                .mayOnlyBeAccessedByLayers("start", "guard", "notice", "attribution", "tool")
                .whereLayer("gate")
                .mayOnlyBeAccessedByLayers("start", "hook", "guard", "notice", "tool")
                .check(classes);
    }

    @Test
    void thePolicyKnowsNobody() {
        noClasses()
                .that()
                .resideInAPackage("dev.sallyport.policy..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.sallyport.agent..",
                        "dev.sallyport.cli..",
                        "dev.sallyport.event..",
                        "java.net.http..",
                        "java.nio.channels..")
                .check(classes);
    }

    @Test
    void packagesHaveNoCycles() {
        SlicesRuleDefinition.slices()
                .matching("dev.sallyport.(**)")
                .should()
                .beFreeOfCycles()
                .check(classes);
    }

    @Test
    void theAgentNeverTouchesStandardOutNorWhatTheApplicationCanReplace() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.sallyport.agent..", "dev.sallyport.policy..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(classes);
    }

    @Test
    void theAgentLoadsNothingHeavyAtStart() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.sallyport.agent..", "dev.sallyport.policy..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "com.fasterxml.jackson.databind..",
                        "picocli..",
                        "java.util.logging..",
                        "java.util.regex..",
                        "java.util.stream..",
                        "java.nio.file..",
                        "java.time..",
                        "org.slf4j..",
                        "javax.management..")
                .check(classes);
    }
}
