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

package io.github.stampedesafe.testing;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.LoadNeedsCallerException;
import io.github.stampedesafe.event.CacheEvent;
import io.github.stampedesafe.event.CacheListener;
import io.github.stampedesafe.event.Freshness;
import io.github.stampedesafe.key.CacheKey;

/**
 * Writes down what it hears: the name of the event and what it says, such as
 * {@code "loaded totals:DE MISS PT1S"}.
 */
public final class RecordingListener implements CacheListener {

    private static final Set<String> NAMES = Stream
        .concat(Stream.of("hit", "miss"), kinds().map(RecordingListener::nameOf))
        .collect(Collectors.toUnmodifiableSet());

    private final List<String> events = new ArrayList<>();

    /** Returns every kind of event. */
    public static Stream<Class<?>> kinds() {
        return kindsOf(CacheEvent.class).distinct();
    }

    private static Stream<Class<?>> kindsOf(Class<?> family) {
        return family.isSealed() ? Stream.of(family.getPermittedSubclasses()).flatMap(RecordingListener::kindsOf)
                : Stream.of(family);
    }

    private static String nameOf(Class<?> event) {
        String name = event.getSimpleName();
        return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }

    /** Returns everything, in order. */
    public synchronized List<String> events() {
        return List.copyOf(this.events);
    }

    /**
     * Returns how many events begin with a text.
     * @param beginning of the name of an event, or more
     */
    public long count(String beginning) {
        String name = beginning.split(" ", 2)[0];
        if (NAMES.stream().noneMatch((known) -> known.startsWith(name))) {
            throw new IllegalArgumentException("No event is called '%s'".formatted(name));
        }
        return events().stream().filter((event) -> event.startsWith(beginning)).count();
    }

    @Override
    public void hit(CacheKey key, Freshness freshness) {
        add("hit %s %s".formatted(key, freshness));
    }

    @Override
    public void miss(CacheKey key) {
        add("miss " + key);
    }

    @Override
    public void onEvent(CacheEvent event) {
        add(Stream.of(event.getClass().getRecordComponents())
            .map((component) -> text(component, event))
            .filter((text) -> !text.isEmpty())
            .collect(Collectors.joining(" ", nameOf(event.getClass()) + " ", "")));
    }

    private synchronized void add(String event) {
        this.events.add(event);
    }

    private static String text(RecordComponent component, CacheEvent event) {
        try {
            Object value = component.getAccessor().invoke(event);
            if (value instanceof CacheUnavailableException || value instanceof LoadNeedsCallerException) {
                return String.valueOf(((Throwable) value).getMessage());
            }
            return (value instanceof Throwable) ? value.getClass().getSimpleName() : String.valueOf(value);
        }
        catch (ReflectiveOperationException ex) {
            throw new IllegalStateException(ex);
        }
    }

}
