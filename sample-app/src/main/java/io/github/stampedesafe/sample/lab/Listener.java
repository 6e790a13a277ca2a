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

import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * One open page. It has a thread of its own, because a page that does not read may not
 * delay the others: it misses frames, and is left if it misses stories.
 */
final class Listener implements Runnable {

    private static final int MOST_UNREAD = 32;

    private final SseEmitter emitter = new SseEmitter(0L);

    private final BlockingQueue<Event> unread = new LinkedBlockingQueue<>(MOST_UNREAD);

    SseEmitter emitter() {
        return this.emitter;
    }

    /** Sends a frame, unless the page is behind. */
    void frame(String json) {
        if (this.unread.isEmpty()) {
            this.unread.offer(new Event("frame", json));
        }
    }

    /**
     * Sends a story.
     * @return whether the page can still be reached
     */
    boolean story(String json) {
        return this.unread.offer(new Event("story", json));
    }

    @Override
    public void run() {
        try {
            while (true) {
                Event event = this.unread.take();
                this.emitter.send(SseEmitter.event().name(event.name()).data(event.json()));
            }
        }
        catch (IOException | IllegalStateException ex) {
            // The page has been closed.
        }
        catch (InterruptedException ex) {
            this.emitter.complete();
        }
    }

    private record Event(String name, String json) {
    }

}
