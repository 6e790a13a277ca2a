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

package io.github.stampedesafe.test;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.test.context.SmartContextLoader;

/**
 * The instances of the application under test: the test's own context, and as many more
 * as {@link StampedeSafeTest#instances()} says. The others are loaded as the test's own
 * context is, with its classes, properties and profiles, when they are first asked for,
 * and closed with it. Each has its own beans, mocks of the test included, and its own
 * port if the port is random. Thread-safe.
 */
public final class Instances {

    private static final ThreadLocal<@Nullable TestEnvironment> JOINED = new ThreadLocal<>();

    private final ConfigurableApplicationContext own;

    private final MergedContextConfiguration configuration;

    private final TestEnvironment environment;

    private final int size;

    private final List<StartedInstance> others = new ArrayList<>();

    Instances(ConfigurableApplicationContext own, MergedContextConfiguration configuration, TestEnvironment environment,
            int size) {
        this.own = own;
        this.configuration = configuration;
        this.environment = environment;
        this.size = size;
    }

    /** Returns the environment that a context joins which this thread loads. */
    static @Nullable TestEnvironment joined() {
        return JOINED.get();
    }

    /**
     * Returns the contexts of all instances, the test's own first. Blocks while they
     * start.
     * @throws IllegalStateException if one cannot be loaded, or does not reach Redis
     * within 15 seconds
     */
    public synchronized List<ConfigurableApplicationContext> contexts() {
        while (started().size() < this.size) {
            StartedInstance instance = new StartedInstance(load());
            this.others.add(instance);
            instance.awaitReady();
        }
        return started().stream().map(StartedInstance::context).toList();
    }

    /**
     * Returns a bean of each instance, that of the test's own context first. Blocks while
     * instances start.
     * @param type type of the bean
     * @param <T> type of the bean
     */
    public <T> List<T> beans(Class<T> type) {
        return contexts().stream().map((context) -> context.getBean(type)).toList();
    }

    /**
     * Starts callers that call a bean, spread evenly over all instances, all at once, and
     * counts the loads from now on. Blocks while instances start, and not for the calls.
     * @param callers how many, at least one
     * @param type type of the bean
     * @param call what each does
     * @param <T> type of the bean
     */
    public <T> Crowd crowd(int callers, Class<T> type, BeanCall<T> call) {
        List<T> beans = beans(type);
        List<Crowd.Call> calls = IntStream.range(0, callers)
            .mapToObj((i) -> (Crowd.Call) () -> call.call(beans.get(i % beans.size())))
            .toList();
        return Crowd.start(calls, beans.size(), new LoadCount(this.environment.loads()));
    }

    /** Returns the instances that have been started. */
    synchronized List<StartedInstance> started() {
        List<StartedInstance> started = new ArrayList<>();
        started.add(new StartedInstance(this.own));
        started.addAll(this.others);
        return started;
    }

    synchronized void closeOthers() {
        this.others.forEach((instance) -> instance.context().close());
        this.others.clear();
    }

    private ConfigurableApplicationContext load() {
        if (!(this.configuration.getContextLoader() instanceof SmartContextLoader loader)) {
            throw new IllegalStateException(
                    "The context of %s has the loader %s, which cannot load it again. Use @SpringBootTest."
                        .formatted(this.configuration.getTestClass().getName(), this.configuration.getContextLoader()));
        }
        JOINED.set(this.environment);
        try {
            return (ConfigurableApplicationContext) loader.loadContext(this.configuration);
        }
        catch (Exception ex) {
            throw new IllegalStateException("Instance %d of %s cannot be started".formatted(started().size() + 1,
                    this.configuration.getTestClass().getName()), ex);
        }
        finally {
            JOINED.remove();
        }
    }

    /**
     * What a caller does with a bean.
     *
     * @param <T> type of the bean
     */
    @FunctionalInterface
    public interface BeanCall<T> {

        /**
         * Makes the call.
         * @param bean the bean of one instance
         * @return the answer
         * @throws Throwable anything; the crowd remembers it
         */
        @Nullable Object call(T bean) throws Throwable;

    }

}
