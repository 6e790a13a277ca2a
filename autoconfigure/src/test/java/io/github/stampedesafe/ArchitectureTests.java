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

    /** The root package, in which is what users touch in code. */
    private static final String TOP = "(root)";

    /** Every package, and the packages it may point at. */
    private static final Map<String, Set<String>> ARROWS = Map.ofEntries(Map.entry(TOP, Set.of()),
            Map.entry("annotation", Set.of()), Map.entry("key", Set.of(TOP)), Map.entry("policy", Set.of(TOP)),
            Map.entry("store", Set.of(TOP, "key")), Map.entry("event", Set.of(TOP, "key", "policy", "store")),
            Map.entry("engine", Set.of(TOP, "key", "policy", "store", "event")),
            Map.entry("recompute", Set.of(TOP, "key", "policy", "store", "event", "engine")),
            Map.entry("near", Set.of("engine")), Map.entry("redis", Set.of(TOP, "key", "store", "event")),
            Map.entry("redisson", Set.of(TOP, "key", "store")),
            Map.entry("outage", Set.of(TOP, "key", "store", "event")),
            Map.entry("interceptor", Set.of(TOP, "annotation", "key", "policy", "store", "engine", "recompute")),
            Map.entry("springcache", Set.of(TOP, "key", "policy", "store", "engine", "interceptor")),
            Map.entry("logging", Set.of(TOP, "key", "policy", "event")),
            Map.entry("metrics", Set.of("key", "event", "engine", "recompute")),
            Map.entry("actuate", Set.of(TOP, "key", "policy", "store", "event", "engine", "recompute")),
            Map.entry("autoconfigure",
                    Set.of(TOP, "annotation", "key", "policy", "store", "event", "engine", "redis", "redisson", "near",
                            "interceptor", "logging", "outage", "recompute", "metrics", "actuate", "springcache")));

    /** Packages that know neither Spring nor Redis. */
    private static final String[] PLAIN = { ROOT, ROOT + ".key", ROOT + ".policy", ROOT + ".store", ROOT + ".event",
            ROOT + ".engine", ROOT + ".recompute" };

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
    void thePlainPackagesKnowNeitherSpringNorRedis() {
        Set<String> allowed = new TreeSet<>(Set.of("java..", "org.jspecify.."));
        allowed.addAll(Set.of(PLAIN));
        check(classes().that()
            .resideInAnyPackage(PLAIN)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(allowed.toArray(String[]::new)));
    }

    @Test
    void annotationsDependOnNothingButAliasAndQualifierOfSpring() {
        check(classes().that()
            .resideInAPackage(ROOT + ".annotation..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify..", "org.springframework.core.annotation",
                    "org.springframework.beans.factory.annotation", ROOT + ".annotation.."));
    }

    /** Lines of the log have fields, which the other facade does not know. */
    @Test
    void everythingLogsThroughOneFacade() {
        check(noClasses().should().dependOnClassesThat().resideInAPackage("org.apache.commons.logging.."));
    }

    @Test
    void thePlainPackagesTakeTimeChanceAndThreadsFromOutside() {
        check(noClasses().that()
            .resideInAnyPackage(PLAIN)
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

    /** Returns the first package below the root, or {@link #TOP}. */
    private static String concept(JavaClass type) {
        if (type.getPackageName().equals(ROOT)) {
            return TOP;
        }
        String below = type.getPackageName().substring(ROOT.length() + 1);
        return below.contains(".") ? below.substring(0, below.indexOf('.')) : below;
    }

}
