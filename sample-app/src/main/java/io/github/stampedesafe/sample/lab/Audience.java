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

package io.github.stampedesafe.sample.lab;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import tools.jackson.databind.json.JsonMapper;

/** All open pages. */
final class Audience implements AutoCloseable {

    private final JsonMapper json = new JsonMapper();

    private final Map<Listener, Future<?>> listeners = new ConcurrentHashMap<>();

    private final ExecutorService threads = Executors.newCachedThreadPool((task) -> {
        Thread thread = new Thread(task, "lab-page");
        thread.setDaemon(true);
        return thread;
    });

    private volatile @Nullable String lastStory;

    /**
     * Lets a page in.
     * @throws Refusal if there are as many as there may be
     */
    synchronized SseEmitter join() {
        if (this.listeners.size() >= Settings.MOST_LISTENERS) {
            throw Refusal.conflict("At most %d pages can watch the lab at one time. Close one of them."
                .formatted(Settings.MOST_LISTENERS));
        }
        Listener listener = new Listener();
        String story = this.lastStory;
        if (story != null) {
            listener.story(story);
        }
        SseEmitter emitter = listener.emitter();
        emitter.onCompletion(() -> leave(listener));
        this.listeners.put(listener, this.threads.submit(() -> {
            listener.run();
            leave(listener);
        }));
        return emitter;
    }

    private synchronized void leave(Listener listener) {
        Future<?> task = this.listeners.remove(listener);
        if (task != null) {
            task.cancel(true);
        }
    }

    boolean isEmpty() {
        return this.listeners.isEmpty();
    }

    void show(Frame frame) {
        if (!isEmpty()) {
            String text = this.json.writeValueAsString(frame);
            this.listeners.keySet().forEach((listener) -> listener.frame(text));
        }
    }

    synchronized void tell(Story story) {
        String text = this.json.writeValueAsString(story);
        this.lastStory = text;
        this.listeners.keySet().stream().filter((listener) -> !listener.story(text)).forEach(this::leave);
    }

    /** Says goodbye to all pages. */
    @Override
    public void close() {
        this.listeners.keySet().forEach(this::leave);
        this.threads.shutdownNow();
    }

}
