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

import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mockito.Mockito;

import io.github.stampedesafe.event.CacheEvent;
import io.github.stampedesafe.event.CacheEventListener;
import io.github.stampedesafe.event.CacheListener;
import io.github.stampedesafe.event.ChangeEvent;
import io.github.stampedesafe.event.Freshness;
import io.github.stampedesafe.key.CacheKey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoMoreInteractions;

class CacheListenersTests {

    private static final CacheKey KEY = new CacheKey("prices", "42");

    static Stream<Method> news() {
        return Stream.of(CacheListener.class.getMethods());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("news")
    void everyListenerIsToldOfEverything(Method news) throws ReflectiveOperationException {
        CacheListener listener = mock(CacheListener.class);
        news.invoke(new CacheListeners(() -> List.of(listener)), new Object[news.getParameterCount()]);
        assertThat(Mockito.mockingDetails(listener).getInvocations()).singleElement()
            .satisfies((invocation) -> assertThat(invocation.getMethod().getName()).isEqualTo(news.getName()));
    }

    @Test
    void aListenerOfEventsIsToldOfNothingElse() {
        CacheEventListener events = mock(CacheEventListener.class);
        CacheListener all = mock(CacheListener.class);
        CacheListeners both = new CacheListeners(() -> List.of(events, all));
        CacheEvent event = new ChangeEvent.Evicted(KEY);
        both.hit(KEY, Freshness.FRESH);
        both.miss(KEY);
        both.onEvent(event);
        verify(events).onEvent(event);
        verifyNoMoreInteractions(events);
        verify(all).hit(KEY, Freshness.FRESH);
        verify(all).miss(KEY);
        verify(all).onEvent(event);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("news")
    void oneThatThrowsKeepsNothingFromTheOthers(Method news) throws ReflectiveOperationException {
        CacheListener broken = mock(CacheListener.class, (invocation) -> {
            throw new IllegalStateException("broken");
        });
        CacheListener other = mock(CacheListener.class);
        news.invoke(new CacheListeners(() -> List.of(broken, other)), new Object[news.getParameterCount()]);
        assertThat(Mockito.mockingDetails(other).getInvocations()).hasSize(1);
    }

}
