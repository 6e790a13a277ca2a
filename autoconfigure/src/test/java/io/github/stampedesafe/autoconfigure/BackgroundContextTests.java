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
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

import io.micrometer.context.ContextRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.core.annotation.Order;
import org.springframework.core.task.TaskDecorator;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.context.request.RequestAttributesThreadLocalAccessor;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

import io.github.stampedesafe.annotation.StampedeSafeTaskDecorator;
import io.github.stampedesafe.engine.EngineResources;

import static org.assertj.core.api.Assertions.assertThat;

/** What background loads have of a context. */
class BackgroundContextTests {

    private static final ThreadLocal<@Nullable String> TENANT = new ThreadLocal<>();

    private final ApplicationContextRunner runner = Contexts.withoutRedis();

    @Test
    void theMarkedDecoratorSurroundsBackgroundLoads() {
        this.runner.withUserConfiguration(OurDecorator.class)
            .run((context) -> assertThat(tenantOf(context.getBean(EngineResources.class))).isEqualTo("background"));
    }

    @Test
    void aDecoratorWithoutTheMarkIsNotMeant() {
        this.runner.withBean("asyncDecorator", TaskDecorator.class, () -> new OurDecorator().technicalTenant())
            .run((context) -> assertThat(tenantOf(context.getBean(EngineResources.class))).isNull());
    }

    @Test
    void severalMarkedDecoratorsApplyInTheirOrder() {
        this.runner.withUserConfiguration(OurDecorator.class, LaterDecorator.class)
            .run((context) -> assertThat(tenantOf(context.getBean(EngineResources.class)))
                .isEqualTo("background, then another"));
    }

    @Test
    void theLocaleOfTheCallerIsCarriedAndTheThreadIsLeftAsItWas() {
        this.runner.run((context) -> {
            UnaryOperator<Runnable> carried = context.getBean(EngineResources.class).context();
            Locale[] requested = { Locale.FRENCH };
            LocaleContextHolder.setLocaleContext(() -> requested[0]);
            List<@Nullable Object> seen = new ArrayList<>();
            Runnable load = carried.apply(() -> seen.add(LocaleContextHolder.getLocale()));
            // The request is over, and another has taken its place.
            requested[0] = Locale.ITALIAN;
            LocaleContextHolder.setLocale(Locale.KOREAN);
            load.run();
            assertThat(seen).containsExactly(Locale.FRENCH);
            assertThat(LocaleContextHolder.getLocale()).isEqualTo(Locale.KOREAN);
        });
    }

    @Test
    void theTimeZoneOfTheCallerIsCarriedToo() {
        this.runner.run((context) -> {
            TimeZone zone = TimeZone.getTimeZone("Asia/Tokyo");
            LocaleContextHolder.setTimeZone(zone);
            List<TimeZone> seen = new ArrayList<>();
            Runnable load = context.getBean(EngineResources.class)
                .context()
                .apply(() -> seen.add(LocaleContextHolder.getTimeZone()));
            LocaleContextHolder.resetLocaleContext();
            load.run();
            assertThat(seen).containsExactly(zone);
        });
    }

    @Test
    void aLoadOfACallerWithoutALocaleHasNoneOfTheThread() {
        this.runner.run((context) -> {
            List<@Nullable Object> seen = new ArrayList<>();
            Runnable load = context.getBean(EngineResources.class)
                .context()
                .apply(() -> seen.add(LocaleContextHolder.getLocaleContext()));
            LocaleContextHolder.setLocale(Locale.KOREAN);
            load.run();
            assertThat(seen).containsExactly((Object) null);
        });
    }

    @Test
    void whatMicrometerPropagatesIsCarriedAndWhatIsMissingCleared() {
        ContextRegistry.getInstance().registerThreadLocalAccessor("tenant", TENANT);
        this.runner.run((context) -> {
            UnaryOperator<Runnable> carried = context.getBean(EngineResources.class).context();
            List<@Nullable String> seen = new ArrayList<>();
            Runnable nobodys = carried.apply(() -> seen.add(TENANT.get()));
            TENANT.set("acme");
            Runnable acmes = carried.apply(() -> seen.add(TENANT.get()));
            TENANT.set("left by another load");
            nobodys.run();
            acmes.run();
            assertThat(seen).containsExactly(null, "acme");
            assertThat(TENANT.get()).isEqualTo("left by another load");
        });
    }

    @Test
    void requestAttributesAreNeverCarried() {
        ContextRegistry.getInstance().registerThreadLocalAccessor(new RequestAttributesThreadLocalAccessor());
        this.runner.run((context) -> {
            RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(new MockHttpServletRequest()));
            List<@Nullable Object> seen = new ArrayList<>();
            Runnable load = context.getBean(EngineResources.class)
                .context()
                .apply(() -> seen.add(RequestContextHolder.getRequestAttributes()));
            load.run();
            assertThat(seen).containsExactly((Object) null);
            assertThat(RequestContextHolder.getRequestAttributes()).isNotNull();
        });
    }

    @Test
    void theDecoratorHasTheLastWord() {
        ContextRegistry.getInstance().registerThreadLocalAccessor("tenant", TENANT);
        this.runner.withUserConfiguration(OurDecorator.class).run((context) -> {
            TENANT.set("acme");
            List<@Nullable String> seen = new ArrayList<>();
            Runnable load = context.getBean(EngineResources.class).context().apply(() -> seen.add(TENANT.get()));
            TENANT.remove();
            load.run();
            assertThat(seen).containsExactly("background");
        });
    }

    @Test
    void withoutMicrometerTheLocaleIsCarriedAllTheSame() {
        this.runner.withClassLoader(new FilteredClassLoader("io.micrometer.context", "org.springframework.web"))
            .run((context) -> {
                LocaleContextHolder.setLocale(Locale.FRENCH);
                List<Locale> seen = new ArrayList<>();
                Runnable load = context.getBean(EngineResources.class)
                    .context()
                    .apply(() -> seen.add(LocaleContextHolder.getLocale()));
                LocaleContextHolder.resetLocaleContext();
                load.run();
                assertThat(seen).containsExactly(Locale.FRENCH);
            });
    }

    @AfterEach
    void leaveTheThreadAsItWas() {
        TENANT.remove();
        LocaleContextHolder.resetLocaleContext();
        RequestContextHolder.resetRequestAttributes();
        ContextRegistry.getInstance().removeThreadLocalAccessor("tenant");
        ContextRegistry.getInstance().removeThreadLocalAccessor(RequestAttributesThreadLocalAccessor.KEY);
    }

    private static @Nullable String tenantOf(EngineResources resources) {
        AtomicReference<@Nullable String> tenant = new AtomicReference<>();
        resources.context().apply(() -> tenant.set(TENANT.get())).run();
        assertThat(TENANT.get()).isNull();
        return tenant.get();
    }

    @Configuration(proxyBeanMethods = false)
    static class OurDecorator {

        @Order(1)
        @Bean(defaultCandidate = false)
        @StampedeSafeTaskDecorator
        TaskDecorator technicalTenant() {
            return (task) -> () -> {
                TENANT.set("background");
                try {
                    task.run();
                }
                finally {
                    TENANT.remove();
                }
            };
        }

    }

    @Configuration(proxyBeanMethods = false)
    static class LaterDecorator {

        @Bean
        @Order(2)
        @StampedeSafeTaskDecorator
        TaskDecorator anotherTenant() {
            return (task) -> () -> {
                TENANT.set(TENANT.get() + ", then another");
                task.run();
            };
        }

    }

}
