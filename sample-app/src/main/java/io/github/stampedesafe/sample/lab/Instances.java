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
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

/** The instances that there are, and for some seconds those that were. */
final class Instances implements AutoCloseable {

    private final Launcher launcher;

    private final List<Instance> instances = new CopyOnWriteArrayList<>();

    private int release = 1;

    private boolean closed;

    Instances(Launcher launcher) {
        this.launcher = launcher;
    }

    /** Starts the first instances, unless there are any. */
    synchronized void open() {
        if (this.instances.isEmpty()) {
            for (int i = 0; i < Settings.FIRST_INSTANCES; i++) {
                add();
            }
        }
    }

    /**
     * Starts one more.
     * @throws Refusal if there are as many as there may be
     */
    synchronized Instance add() {
        return start(nextNumber());
    }

    /**
     * Returns the lowest number that is free.
     * @throws Refusal if there are as many as there may be
     */
    int nextNumber() {
        return IntStream.rangeClosed(1, Settings.MOST_INSTANCES)
            .filter((number) -> !isTaken(number))
            .findFirst()
            .orElseThrow(() -> Refusal
                .conflict("The lab runs at most %d instances. Kill one first.".formatted(Settings.MOST_INSTANCES)));
    }

    /** What starts from now on is a new release, whose cache is empty. */
    synchronized void release() {
        this.release++;
    }

    /** Starts an instance in the place of one that is gone. */
    synchronized Instance start(int number) {
        if (this.closed) {
            throw Refusal.conflict("The lab is closing.");
        }
        try {
            Instance instance = new Instance(number, this.launcher.launch(number, this.release));
            this.instances.removeIf((old) -> old.number() == number);
            this.instances.add(instance);
            this.instances.sort(Comparator.comparingInt(Instance::number));
            return instance;
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private boolean isTaken(int number) {
        return find(number).filter((instance) -> instance.state() != Instance.State.GONE).isPresent();
    }

    List<Instance> all() {
        return List.copyOf(this.instances);
    }

    /** Returns those to which traffic may be sent. */
    List<Instance> serving() {
        return this.instances.stream().filter(Instance::isServing).toList();
    }

    /**
     * Returns the instance with that number.
     * @throws Refusal unless it serves
     */
    Instance serving(int number) {
        return find(number).filter(Instance::isServing)
            .orElseThrow(() -> Refusal.conflict("Instance %d is not up.".formatted(number)));
    }

    private Optional<Instance> find(int number) {
        return this.instances.stream().filter((instance) -> instance.number() == number).findFirst();
    }

    @Override
    public synchronized void close() {
        this.closed = true;
        this.instances.forEach(Instance::close);
    }

}
