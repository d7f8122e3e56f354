package org.palmgateway.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchitectureTest {

    private static final String GATEWAY = "org.palmgateway.gateway.";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.palmgateway.routes", "org.palmgateway.auth", "org.palmgateway.gateway");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "problem | ''",
                "settings | ''",
                "exchange | problem",
                "match | exchange problem settings",
                "access | exchange problem settings",
                "limit | access answer exchange match problem settings",
                "limit.shared | limit",
                "cache | answer call edge exchange problem protect settings",
                "call | exchange",
                "contract | call exchange problem settings",
                "cache.coding | ''",
                "compose | access answer call edge exchange forward limit match problem protect settings",
                "compose.value | ''",
                "cache.rule | ''",
                "compose.convert | ''",
                "protect | ''",
                "record | exchange problem",
                "answer | exchange problem record settings",
                "edge | exchange problem answer settings",
                "forward | access answer call edge exchange match problem protect settings",
                "signin | edge exchange forward problem settings",
                "explain | match access problem record compose.value",
                "admin | access cache compose limit problem protect settings",
                "lane | edge problem settings",
                "registry | admin edge explain lane problem record settings",
                "application | admin problem registry settings",
                "command | explain problem settings"
            })
    void packageUsesOnlyTheseOfTheGateway(String name, String allowed) {
        String[] packages = Stream.concat(
                        Stream.of(name), Arrays.stream(allowed.split(" ", -1)).filter(word -> !word.isEmpty()))
                .map(word -> GATEWAY + word + "..")
                .toArray(String[]::new);

        classes()
                .that()
                .resideInAPackage(GATEWAY + name + "..")
                .should()
                .onlyDependOnClassesThat(JavaClass.Predicates.resideInAnyPackage(packages)
                        .or(JavaClass.Predicates.resideOutsideOfPackage("org.palmgateway.gateway..")))
                .check(CLASSES);
    }

    @Test
    void everyPackageOfTheGatewayHasItsRule() {
        Set<String> ruled = Set.of(
                "problem",
                "settings",
                "exchange",
                "match",
                "access",
                "limit",
                "limit.shared",
                "cache",
                "call",
                "contract",
                "cache.coding",
                "compose",
                "compose.value",
                "cache.rule",
                "compose.convert",
                "protect",
                "record",
                "answer",
                "edge",
                "forward",
                "signin",
                "explain",
                "admin",
                "lane",
                "registry",
                "application",
                "command");

        Set<String> found = CLASSES.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> name.startsWith(GATEWAY))
                .map(name -> name.substring(GATEWAY.length()))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(found).containsAll(ruled).hasSize(ruled.size() + 1).contains("plane");
    }

    @Test
    void nothingButTheMainClassUsesThePlane() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.palmgateway.gateway.plane..")
                .and()
                .doNotBelongToAnyOf(PalmGateway.class)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.palmgateway.gateway.plane..")
                .check(CLASSES);
    }

    @Test
    void packagesDependOneWay() {
        slices().matching("org.palmgateway.(*).(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void routesKnowNeitherCallersNorTheGateway() {
        noClasses()
                .that()
                .resideInAPackage("org.palmgateway.routes..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.palmgateway.auth..", "org.palmgateway.gateway..")
                .check(CLASSES);
    }

    @Test
    void authKnowsNeitherRoutesNorTheGateway() {
        noClasses()
                .that()
                .resideInAPackage("org.palmgateway.auth..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.palmgateway.routes..", "org.palmgateway.gateway..")
                .check(CLASSES);
    }

    @Test
    void nothingInTheProductUsesTheSandbox() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.palmgateway.sandbox..", "org.palmgateway.bench..")
                .check(CLASSES);
    }

    @Test
    void noClassIsNamedAfterNothing() {
        noClasses()
                .should()
                .haveNameMatching(".*(Util|Helper|Manager|Common)[^.]*|.*Impl")
                .check(CLASSES);
    }

    @Test
    void everyPackageSaysThatNothingIsNull() {
        Set<String> unmarked = CLASSES.stream()
                .map(JavaClass::getPackage)
                .filter(DescribedPredicate.not(DescribedPredicate.describe(
                        "null-marked", (JavaPackage each) -> each.isAnnotatedWith(NullMarked.class))))
                .map(JavaPackage::getName)
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(unmarked).isEmpty();
    }

    @Test
    void allThreeModulesAreLookedAt() {
        assertThat(CLASSES.stream()
                        .map(each -> each.getPackageName().split("\\.", -1)[2])
                        .distinct())
                .containsExactlyInAnyOrder("routes", "auth", "gateway");
    }
}
