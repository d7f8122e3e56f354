package org.palmgateway.auth;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private final JavaClasses auth = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.palmgateway.auth");

    @Test
    void authKnowsNoRoutesNoGatewayAndNoSpring() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.palmgateway.routes..", "org.palmgateway.gateway..", "org.springframework..")
                .check(auth);
    }

    @Test
    void authServesNoHttp() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("reactor.netty.http.server..", "com.sun.net.httpserver..")
                .check(auth);
    }

    @Test
    void packagesDependOnEachOtherOneWay() {
        slices().matching("org.palmgateway.auth.(*)..")
                .should()
                .beFreeOfCycles()
                .check(auth);
    }
}
