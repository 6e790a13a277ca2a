/*
 * Copyright 2026 the Stampede Safe authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.stampedesafe;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/** The packages' arrows, and what the engine may not touch. */
class ArchitectureTests {

    private static final String ROOT = "io.github.stampedesafe";

    /** Every package, and the packages it may point at. */
    private static final Map<String, Set<String>> ARROWS = Map.ofEntries(Map.entry("annotation", Set.of()),
            Map.entry("core", Set.of()), Map.entry("redis", Set.of("core")), Map.entry("redisson", Set.of("core")),
            Map.entry("schedule", Set.of("core")), Map.entry("logging", Set.of("core")),
            Map.entry("outage", Set.of("core")), Map.entry("hotkey", Set.of("core")),
            Map.entry("interceptor", Set.of("annotation", "core", "schedule")),
            Map.entry("metrics", Set.of("core", "hotkey")), Map.entry("actuate", Set.of("core", "hotkey")),
            Map.entry("autoconfigure", Set.of("annotation", "core", "redis", "redisson", "interceptor", "logging",
                    "outage", "hotkey", "schedule", "metrics", "actuate")));

    private static final JavaClasses CLASSES = new ClassFileImporter()
        .withImportOption(new ImportOption.DoNotIncludeTests())
        .importPackages(ROOT);

    @Test
    void everyPackagePointsOnlyWhereItMay() {
        Set<String> wrong = new TreeSet<>();
        for (JavaClass type : CLASSES) {
            String from = concept(type);
            type.getDirectDependenciesFromSelf()
                .stream()
                .map((dependency) -> dependency.getTargetClass().getBaseComponentType())
                .filter((target) -> target.getPackageName().startsWith(ROOT))
                .map(ArchitectureTests::concept)
                .filter((to) -> !to.equals(from) && !ARROWS.getOrDefault(from, Set.of()).contains(to))
                .forEach((to) -> wrong.add(from + " -> " + to + " in " + type.getName()));
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void everyPackageIsAConceptOfTheDesign() {
        assertThat(CLASSES.stream().map(ArchitectureTests::concept).collect(Collectors.toSet()))
            .containsExactlyInAnyOrderElementsOf(ARROWS.keySet());
    }

    @Test
    void packagesHaveNoCycles() {
        check(slices().matching(ROOT + ".(*)..").should().beFreeOfCycles());
    }

    @Test
    void theCoreKnowsNeitherSpringNorRedis() {
        check(classes().that()
            .resideInAPackage(ROOT + ".core..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify..", ROOT + ".core.."));
    }

    @Test
    void annotationsDependOnNothingButTheAliasOfSpring() {
        check(classes().that()
            .resideInAPackage(ROOT + ".annotation..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify..", "org.springframework.core.annotation",
                    ROOT + ".annotation.."));
    }

    @Test
    void theCoreTakesTimeChanceAndThreadsFromOutside() {
        check(noClasses().that()
            .resideInAnyPackage(ROOT + ".core..", ROOT + ".hotkey..")
            .should()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(Math.class, "random")
            .orShould()
            .callMethod(ThreadLocalRandom.class, "current")
            .orShould()
            .callMethod(Thread.class, "sleep", long.class)
            .orShould()
            .callConstructor(Thread.class)
            .orShould()
            .callConstructor(Thread.class, Runnable.class)
            .orShould()
            .callConstructor(Thread.class, Runnable.class, String.class));
    }

    private static void check(ArchRule rule) {
        rule.check(CLASSES);
    }

    /** Returns the first package below the root. */
    private static String concept(JavaClass type) {
        String below = type.getPackageName().substring(ROOT.length() + 1);
        return below.contains(".") ? below.substring(0, below.indexOf('.')) : below;
    }

}
