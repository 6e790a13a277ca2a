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

package io.github.stampedesafe.interceptor;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import net.bytebuddy.ByteBuddy;
import net.bytebuddy.description.annotation.AnnotationDescription;
import net.bytebuddy.description.modifier.Visibility;
import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;
import net.bytebuddy.implementation.FixedValue;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.ParallelFlux;

import io.github.stampedesafe.annotation.StampedeSafeCacheEvict;
import io.github.stampedesafe.annotation.StampedeSafeCachePut;
import io.github.stampedesafe.annotation.StampedeSafeCacheable;

import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Methods that cannot be cached. Each class has one mistake, which stops its creation.
 */
class MisplacedAnnotationsTests {

    private static final String NOT_INTERCEPTED = "so that no proxy can intercept it. Make the method neither private "
            + "nor static nor final, or remove the annotation.";

    private static final String NO_VALUE = "and no value can be had of that without a thread that waits. "
            + "Return the value itself, a CompletableFuture, a CompletionStage, a Mono or a Flux.";

    static class Void {

        @StampedeSafeCacheable("a")
        public void call(String id) {
        }

    }

    static class VoidPut {

        @StampedeSafeCachePut("a")
        public void call(String id) {
        }

    }

    static class Private {

        @StampedeSafeCacheable("a")
        private String call(String id) {
            return id;
        }

        String caller() {
            return call("");
        }

    }

    static class Final {

        @StampedeSafeCacheEvict("a")
        public final String call(String id) {
            return id;
        }

    }

    static final class FinalClass {

        @StampedeSafeCacheable("a")
        public String call(String id) {
            return id;
        }

    }

    static class Static {

        @StampedeSafeCachePut("a")
        public static String call(String id) {
            return id;
        }

    }

    @StampedeSafeCacheable("a")
    static class FinalOfType {

        public final String call(String id) {
            return id;
        }

    }

    static class VoidFuture {

        @StampedeSafeCacheable("a")
        public CompletableFuture<java.lang.Void> call(String id) {
            return CompletableFuture.completedFuture(null);
        }

    }

    static class Asynchronous {

        @StampedeSafeCacheable("a")
        public Future<String> call(String id) {
            return CompletableFuture.completedFuture(id);
        }

    }

    static class Reactive {

        @StampedeSafeCachePut("a")
        public ParallelFlux<String> call(String id) {
            return Flux.just(id).parallel();
        }

    }

    static class Monos {

        @StampedeSafeCacheable("a")
        public Mono<java.lang.Void> call(String id) {
            return Mono.empty();
        }

    }

    static class AsynchronousEvict {

        @StampedeSafeCacheEvict("a")
        public Future<String> call(String id) {
            return CompletableFuture.completedFuture(id);
        }

    }

    interface Generic<T> {

        T call(String id);

    }

    static class AsynchronousByGenerics implements Generic<Future<String>> {

        @Override
        @StampedeSafeCacheable("a")
        public Future<String> call(String id) {
            return CompletableFuture.completedFuture(id);
        }

    }

    static class Both {

        @StampedeSafeCacheable("a")
        @StampedeSafeCachePut("b")
        public String call(String id) {
            return id;
        }

    }

    private static Stream<Arguments> mistakes() {
        return Stream.of(
                arguments(Void.class,
                        "'@StampedeSafeCacheable' is on Void.call(String), which returns nothing that "
                                + "could be stored. Return the value, or remove the annotation."),
                arguments(VoidPut.class,
                        "'@StampedeSafeCachePut' is on VoidPut.call(String), which returns nothing "
                                + "that could be stored. Return the value, or remove the annotation."),
                arguments(Private.class,
                        "'@StampedeSafeCacheable' is on Private.call(String), which is private, " + NOT_INTERCEPTED),
                arguments(Final.class,
                        "'@StampedeSafeCacheEvict' is on Final.call(String), which is final, " + NOT_INTERCEPTED),
                arguments(FinalClass.class,
                        "'@StampedeSafeCacheable' is on FinalClass.call(String), whose class is final, so that no proxy can "
                                + "intercept it. Make the class not final (in Kotlin: 'open', or with the 'spring' compiler "
                                + "plugin), or remove the annotation."),
                arguments(Static.class,
                        "'@StampedeSafeCachePut' is on Static.call(String), which is static, " + NOT_INTERCEPTED),
                arguments(FinalOfType.class,
                        "'@StampedeSafeCacheable' is on FinalOfType.call(String), which is final, " + NOT_INTERCEPTED),
                arguments(Asynchronous.class,
                        "'@StampedeSafeCacheable' is on Asynchronous.call(String), which returns " + "Future, "
                                + NO_VALUE),
                arguments(VoidFuture.class,
                        "'@StampedeSafeCacheable' is on VoidFuture.call(String), which returns nothing that "
                                + "could be stored. Return the value, or remove the annotation."),
                arguments(Reactive.class,
                        "'@StampedeSafeCachePut' is on Reactive.call(String), which returns " + "ParallelFlux, "
                                + NO_VALUE),
                arguments(Monos.class,
                        "'@StampedeSafeCacheable' is on Monos.call(String), which returns nothing that could be stored. "
                                + "Return the value, or remove the annotation."),
                arguments(suspending(), "'@StampedeSafeCacheable' is on Suspending.call(String, Continuation), which "
                        + "is a suspend function, and Spring calls one only with 'kotlin-reflect' and "
                        + "'kotlinx-coroutines-reactor'. Add both to the class path, or return the value itself "
                        + "or a CompletableFuture."),
                arguments(AsynchronousEvict.class,
                        "'@StampedeSafeCacheEvict' is on AsynchronousEvict.call(String), " + "which returns Future, "
                                + NO_VALUE),
                arguments(AsynchronousByGenerics.class,
                        "'@StampedeSafeCacheable' is on "
                                + "AsynchronousByGenerics.call(String), which returns Future, " + NO_VALUE),
                arguments(Both.class,
                        "'@StampedeSafeCacheable', which skips the method if it can, and "
                                + "'@StampedeSafeCachePut', which always runs it, are both on Both.call(String). "
                                + "Remove one of them."));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void mistakeStopsTheCreationOfTheBean(Class<?> mistaken, String message) {
        RefusedBeans.assertRefused(mistaken, message);
    }

    /** Returns a class like Kotlin's compiler would make it, which is not there. */
    private static Class<?> suspending() {
        ClassLoader loader = new URLClassLoader(new URL[0], MisplacedAnnotationsTests.class.getClassLoader());
        Class<?> continuation = new ByteBuddy().makeInterface()
            .name("kotlin.coroutines.Continuation")
            .make()
            .load(loader, ClassLoadingStrategy.Default.INJECTION)
            .getLoaded();
        return new ByteBuddy().subclass(Object.class)
            .name("Suspending")
            .defineMethod("call", Object.class, Visibility.PUBLIC)
            .withParameters(String.class, continuation)
            .intercept(FixedValue.nullValue())
            .annotateMethod(
                    AnnotationDescription.Builder.ofType(StampedeSafeCacheable.class).define("value", "a").build())
            .make()
            .load(loader, ClassLoadingStrategy.Default.INJECTION)
            .getLoaded();
    }

}
