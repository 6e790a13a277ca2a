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

package io.github.stampedesafe.autoconfigure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;

import io.github.stampedesafe.InvalidSettingException;
import io.github.stampedesafe.autoconfigure.KnownSettings.Known;
import io.github.stampedesafe.autoconfigure.WrittenSetting.Match;

/**
 * All properties of this library that are set, in whatever source. Spring Boot ignores a
 * variable of the environment that is no property, and one of a cache whose prefix is
 * written in two words: here each is either refused or applied.
 */
final class WrittenSettings implements BeanFactoryPostProcessor {

    private static final String PREFIX = StampedeSafeProperties.PREFIX + ".";

    /** Names that properties had, and the names that they have. */
    private static final Map<String, String> RENAMED = Map.of("health.masking-after", "stale-alert-after");

    private final ConfigurableEnvironment environment;

    WrittenSettings(ConfigurableEnvironment environment) {
        this.environment = environment;
    }

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        check();
        translate();
    }

    /**
     * Checks all names, and the values that win.
     * @throws InvalidSettingException if a property does not exist, or its value is of
     * another type
     */
    void check() {
        Set<String> won = new HashSet<>();
        for (PropertySource<?> source : this.environment.getPropertySources()) {
            WrittenSetting.in(source).filter((setting) -> !setting.isEmptyGroup()).forEach((setting) -> {
                Match match = setting.match();
                if (match == null) {
                    throw unknown(setting);
                }
                if (won.add(match.uniform())) {
                    checkValue(setting, match.known());
                }
            });
        }
    }

    /**
     * Adds, to each source of variables, what they are called in files, so that Spring
     * Boot finds them. A cache has the name that a file gives it, or else one without
     * case and separators, which {@link ByCacheName} finds.
     */
    private void translate() {
        Map<String, String> caches = new HashMap<>();
        List<PropertySource<?>> sources = this.environment.getPropertySources()
            .stream()
            .<PropertySource<?>>map((source) -> source)
            .toList();
        sources.stream()
            .flatMap(WrittenSetting::in)
            .filter((setting) -> setting.isOfACache() && !setting.isVariable())
            .map((setting) -> setting.elements().get(1))
            .forEach((name) -> caches.putIfAbsent(KnownSettings.uniform(name), name));
        for (PropertySource<?> source : sources) {
            Map<String, Object> translated = new LinkedHashMap<>();
            WrittenSetting.in(source).filter(WrittenSetting::isVariable).forEach((setting) -> {
                Match match = setting.match();
                if (match != null) {
                    translated.put(PREFIX + canonical(match, caches), setting.value());
                }
            });
            if (!translated.isEmpty()) {
                this.environment.getPropertySources()
                    .addBefore(source.getName(),
                            new MapPropertySource("stampede-safe settings of " + source.getName(), translated));
            }
        }
    }

    private static String canonical(Match match, Map<String, String> caches) {
        String cache = match.cache();
        return (cache != null) ? KnownSettings.CACHES + ByCacheName.element(caches.getOrDefault(cache, cache)) + "."
                + match.known().name() : match.known().name();
    }

    private void checkValue(WrittenSetting setting, Known known) {
        Object resolved = new PropertySourcesPlaceholdersResolver(this.environment)
            .resolvePlaceholders(setting.value().toString());
        String value = (resolved != null) ? resolved.toString().trim() : "";
        SettingValue problem = SettingValue.problem(value, known.type());
        if (problem != null) {
            throw new InvalidSettingException("'%s' %s but is '%s', set in %s.".formatted(setting.written(),
                    problem.rule(), value, setting.place()), problem.remedy());
        }
    }

    private static InvalidSettingException unknown(WrittenSetting setting) {
        String renamed = renamed(setting);
        if (renamed != null) {
            return new InvalidSettingException("The property '%s', which is set in %s, is called '%s' now."
                .formatted(setting.written(), setting.place(), renamed), "Rename it.");
        }
        // Without its value, which may be a secret of somebody else's.
        String problem = "There is no property '%s', which is set in %s.".formatted(setting.written(), setting.place());
        String meant = meant(setting);
        return new InvalidSettingException(problem, (meant != null) ? "Did you mean '%s'?".formatted(meant)
                : "Remove it, or write one that is listed in the configuration page of Stampede Safe.");
    }

    private static @Nullable String renamed(WrittenSetting setting) {
        String uniform = KnownSettings.uniform(setting.name());
        return RENAMED.entrySet()
            .stream()
            .filter((names) -> KnownSettings.uniform(names.getKey()).equals(uniform))
            .map((names) -> setting.isVariable() ? variable(PREFIX + names.getValue()) : PREFIX + names.getValue())
            .findFirst()
            .orElse(null);
    }

    private static String variable(String name) {
        return name.replaceAll("[.\\[\\]-]+", "_").toUpperCase(Locale.ROOT);
    }

    private static @Nullable String meant(WrittenSetting setting) {
        List<String> names = new ArrayList<>();
        KnownSettings.OF_ALL.all().forEach((known) -> names.add(PREFIX + known.name()));
        if (setting.elements().size() > 2) {
            String cache = setting.elements().get(1);
            KnownSettings.OF_A_CACHE.all()
                .forEach((known) -> names
                    .add(PREFIX + KnownSettings.CACHES + ByCacheName.element(cache) + "." + known.name()));
        }
        if (setting.isVariable()) {
            names.replaceAll(WrittenSettings::variable);
            return SimilarName.of(setting.written(), names, 2);
        }
        String similar = SimilarName.of(PREFIX + setting.name(), names, 2);
        String last = "." + setting.elements().get(setting.elements().size() - 1);
        return (similar != null) ? similar
                : names.stream().filter((name) -> name.endsWith(last)).findFirst().orElse(null);
    }

}
