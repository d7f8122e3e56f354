package org.palmgateway.routes;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.palmgateway.routes");

    @Test
    void routesKnowsNothingOfCallersServersOrFrameworks() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.palmgateway.auth..",
                        "org.palmgateway.gateway..",
                        "org.palmgateway.sandbox..",
                        "org.springframework.boot..",
                        "org.springframework.web..",
                        "org.springframework.http..",
                        "org.springframework.context..",
                        "reactor..",
                        "io.netty..")
                .check(classes);
    }

    @Test
    void onlyTheRegistryKnowsOfADatabase() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.palmgateway.routes.registry..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.springframework..", "java.sql..", "com.zaxxer..", "org.flywaydb..", "org.postgresql..")
                .check(classes);
    }

    @Test
    void packagesDependOneWay() {
        slices().matching("org.palmgateway.routes.(*)..")
                .should()
                .beFreeOfCycles()
                .check(classes);
    }

    @Test
    void onlyTheReaderKnowsHowDocumentsAreWritten() {
        classes()
                .that()
                .resideOutsideOfPackage("org.palmgateway.routes.document..")
                .should()
                .onlyDependOnClassesThat()
                .resideOutsideOfPackages("org.snakeyaml..")
                .check(classes);
        // Schemas are checked on the trees of Jackson.
        classes()
                .that()
                .resideOutsideOfPackages("org.palmgateway.routes.document..", "org.palmgateway.routes.contract..")
                .should()
                .onlyDependOnClassesThat()
                .resideOutsideOfPackages("tools.jackson..")
                .check(classes);
    }

    @Test
    void onlyContractsKnowOpenApiAndJsonSchema() {
        classes()
                .that()
                .resideOutsideOfPackage("org.palmgateway.routes.contract..")
                .should()
                .onlyDependOnClassesThat()
                .resideOutsideOfPackages("io.swagger..", "com.networknt..")
                .check(classes);
    }
}
