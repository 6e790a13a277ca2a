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

package io.github.stampedesafe.benchmarks.comparison;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.github.stampedesafe.multiprocess.WorkerProcess;

/** All instances of one peer. */
final class Fleet implements AutoCloseable {

    /** The longest that an instance takes to carry out a command. */
    private static final int PATIENCE_SECONDS = 30;

    private final List<WorkerProcess> instances;

    private final int callers;

    private Fleet(List<WorkerProcess> instances, int callers) {
        this.instances = instances;
        this.callers = callers;
    }

    /** Starts the processes and lets each do everything once. */
    static Fleet start(PeerKind peer, int processes, int callers, int redisPort, SourceServer source,
            SharedClasses classes) {
        source.takes(Duration.ZERO);
        source.fails(false);
        List<String> virtualMachine = new ArrayList<>(classes.options());
        virtualMachine.add("-javaagent:" + ClockAgent.archive());
        List<WorkerProcess> started = new ArrayList<>();
        Fleet fleet = new Fleet(started, callers);
        try {
            for (int i = 0; i < processes; i++) {
                started.add(WorkerProcess.launch(PeerProcess.class, virtualMachine,
                        PeerProcess.options(peer, redisPort, source.port(), callers)));
            }
            started.forEach(WorkerProcess::awaitReady);
            fleet.warmUp();
            return fleet;
        }
        catch (RuntimeException ex) {
            fleet.close();
            throw ex;
        }
    }

    int size() {
        return this.instances.size();
    }

    /** Returns how many callers each instance has. */
    int callers() {
        return this.callers;
    }

    WorkerProcess instance(int index) {
        return this.instances.get(index);
    }

    /** Lets all callers of all instances ask for one key at once. */
    Answers wave(Lifetime lifetime, String key) {
        return join(this.instances.stream().map((instance) -> wave(instance, lifetime, key, this.callers)).toList());
    }

    /** Lets some callers of one instance ask for a key. */
    CompletableFuture<Answers> wave(int instance, Lifetime lifetime, String key, int callers) {
        return wave(instance(instance), lifetime, key, callers);
    }

    /** Lets all callers of all instances ask for random keys for a time. */
    List<CompletableFuture<Answers>> traffic(Lifetime lifetime, String prefix, int keys, long millis, int pause) {
        String command = String.join(" ", "traffic", lifetime.name(), prefix, String.valueOf(keys),
                String.valueOf(this.callers), String.valueOf(millis), String.valueOf(pause));
        return this.instances.stream().map((instance) -> answers(instance, command)).toList();
    }

    /** Lets all callers together ask for keys from 0, each once. */
    Answers each(Lifetime lifetime, String prefix, int keys) {
        List<CompletableFuture<Answers>> all = new ArrayList<>();
        for (int i = 0; i < size(); i++) {
            all.add(answers(instance(i),
                    String.join(" ", "each", lifetime.name(), prefix, String.valueOf(keys * i / size()),
                            String.valueOf(keys * (i + 1) / size()), String.valueOf(this.callers))));
        }
        return join(all);
    }

    void evict(int instance, Lifetime lifetime, String key) {
        join(instance(instance).tell("evict " + lifetime + " " + key));
    }

    /**
     * Clears a cache through one instance.
     * @throws NotApplicableException if the peer cannot
     */
    void clear(int instance, Lifetime lifetime) {
        String answer = join(instance(instance).tell("clear " + lifetime));
        if (answer.startsWith(PeerProcess.UNSUPPORTED)) {
            throw new NotApplicableException(answer.substring(PeerProcess.UNSUPPORTED.length()));
        }
    }

    /** Tells all instances which version a write has left. */
    void expect(long version) {
        this.instances.stream().map((instance) -> instance.tell("expect " + version)).toList().forEach(Fleet::join);
    }

    /**
     * Sets the clocks of the instances: the first is so much behind, the last so much
     * ahead.
     */
    void skew(Duration skew) {
        for (int i = 0; i < size(); i++) {
            long ahead = skew.toMillis() * (2L * i - size() + 1) / (size() - 1);
            join(instance(i).tell("clock " + ahead));
        }
    }

    Answers join(List<CompletableFuture<Answers>> answers) {
        return Answers.all(answers.stream().map(Fleet::join).toList());
    }

    static <T> T join(CompletableFuture<T> answer) {
        try {
            return answer.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
        }
        catch (CompletionException ex) {
            if (ex.getCause() instanceof TimeoutException) {
                throw new IllegalStateException("An instance did not answer within " + PATIENCE_SECONDS + " s", ex);
            }
            throw ex;
        }
    }

    @Override
    public void close() {
        this.instances.forEach(WorkerProcess::close);
    }

    private void warmUp() {
        for (Lifetime lifetime : Lifetime.values()) {
            for (int i = 0; i < 3; i++) {
                wave(lifetime, "warm" + i);
                evict(i % size(), lifetime, "warm" + i);
                wave(lifetime, "warm" + i);
            }
        }
    }

    private static CompletableFuture<Answers> wave(WorkerProcess instance, Lifetime lifetime, String key, int callers) {
        return answers(instance, String.join(" ", "wave", lifetime.name(), key, String.valueOf(callers)));
    }

    private static CompletableFuture<Answers> answers(WorkerProcess instance, String command) {
        return instance.tell(command).thenApply(Answers::parse);
    }

}
