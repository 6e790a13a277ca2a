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

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The buttons of the page, and what it shows. */
@RestController
@RequestMapping("/lab")
class LabController {

    private final Lab lab;

    LabController(Lab lab) {
        this.lab = lab;
    }

    @GetMapping(path = "/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter stream() {
        return this.lab.watch();
    }

    @PostMapping("/traffic")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void traffic(@RequestBody Rate rate) {
        Integer perSecond = rate.perSecond();
        if (perSecond == null || perSecond < 0 || perSecond > Settings.MOST_PER_SECOND) {
            throw Refusal.invalid("'perSecond' must be 0 to %d but is %s.".formatted(Settings.MOST_PER_SECOND,
                    String.valueOf(perSecond)));
        }
        this.lab.traffic(perSecond);
    }

    @PostMapping("/scenario/{id}")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void scenario(@PathVariable String id) {
        this.lab.play(id);
    }

    @PostMapping("/instances")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void add() {
        this.lab.play(InstanceScenarios.add());
    }

    @PostMapping("/instances/{number}/kill")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void kill(@PathVariable int number) {
        this.lab.play(InstanceScenarios.kill(number));
    }

    @PostMapping("/instances/{number}/freeze")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void freeze(@PathVariable int number) {
        this.lab.play(InstanceScenarios.freeze(number));
    }

    /**
     * Wanted traffic.
     *
     * @param perSecond callers a second in each lane
     */
    record Rate(@Nullable Integer perSecond) {
    }

}
