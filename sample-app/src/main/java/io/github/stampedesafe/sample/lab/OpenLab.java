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

import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

import io.github.stampedesafe.sample.local.EmbeddedRedis;

/** The parts of a lab that is open, and their ends. */
final class OpenLab implements AutoCloseable {

    private static final Log log = LogFactory.getLog(OpenLab.class);

    private static final Duration FRAME = Duration.ofMillis(100);

    private final InstantSource clock = InstantSource.system();

    private final long beganAt = this.clock.millis();

    private final Audience audience = new Audience();

    private final WorkDatabases databases;

    private final RedisSwitch redis;

    private final Instances instances;

    private final Map<LaneName, Lane> lanes = new EnumMap<>(LaneName.class);

    private final Callers callers = new Callers(this.lanes);

    private final ScheduledExecutorService trafficClock = clock("lab-traffic");

    private final ScheduledExecutorService frameClock = clock("lab-frames");

    private final Traffic traffic;

    private final Theatre theatre;

    private volatile int wantedPerSecond = Settings.DEFAULT_PER_SECOND;

    private OpenLab(Environment environment, @Nullable EmbeddedRedis embedded) throws SQLException {
        this.databases = new WorkDatabases(this.clock);
        this.redis = new RedisSwitch(embedded);
        this.instances = new Instances(new Launcher(InstanceSettings.of(environment, embedded, this.databases)));
        for (LaneName lane : LaneName.values()) {
            this.lanes.put(lane, new Lane(this.databases.of(lane).workload(), System::nanoTime));
        }
        this.traffic = new Traffic(this.callers, this.instances, this.trafficClock);
        this.theatre = new Theatre(this.audience, this::stage, this::resume);
        var unused = this.frameClock.scheduleAtFixedRate(this::tick, 0, FRAME.toMillis(), TimeUnit.MILLISECONDS);
    }

    private Stage stage(Consumer<String> tell) {
        return new Stage(this.callers, this.traffic, this.instances, this.databases, this.redis, tell);
    }

    static OpenLab open(Environment environment, @Nullable EmbeddedRedis redis) {
        try {
            OpenLab lab = new OpenLab(environment, redis);
            lab.instances.open();
            return lab;
        }
        catch (SQLException ex) {
            throw new IllegalStateException("The databases of the lab do not start.", ex);
        }
    }

    private static ScheduledExecutorService clock(String name) {
        return Executors.newSingleThreadScheduledExecutor((task) -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    SseEmitter watch() {
        SseEmitter emitter = this.audience.join();
        resume();
        return emitter;
    }

    void traffic(int perSecond) {
        this.wantedPerSecond = perSecond;
        resume();
    }

    /** Plays a scenario, or brings a Redis back that another one has killed. */
    synchronized void play(String id) {
        Scenario scenario = Scenarios.find(id);
        if (id.equals(Scenarios.REDIS_RESTART) && this.redis.isDown()) {
            this.redis.start();
        }
        else {
            this.theatre.play(scenario);
        }
    }

    synchronized void play(Scenario scenario) {
        this.theatre.play(scenario);
    }

    /** Lets the traffic flow as the slider says, unless a scenario directs it. */
    private synchronized void resume() {
        if (!this.theatre.isPlaying()) {
            int wanted = this.audience.isEmpty() ? 0 : this.wantedPerSecond;
            if (this.traffic.perSecond() != wanted) {
                this.traffic.flow(wanted);
            }
        }
    }

    private void tick() {
        try {
            resume();
            this.audience.show(frame());
        }
        catch (RuntimeException ex) {
            log.warn("A frame of the lab is missing.", ex);
        }
    }

    private Frame frame() {
        long now = this.clock.millis();
        List<Integer> up = this.instances.serving().stream().map(Instance::number).toList();
        Map<String, Frame.Lane> lanes = new LinkedHashMap<>();
        lanes.put(LaneName.UNPROTECTED.id(), this.callers.lane(LaneName.UNPROTECTED).frame(now, Settings.TTL, up));
        lanes.put(LaneName.PROTECTED.id(),
                this.callers.lane(LaneName.PROTECTED).frame(now, Settings.TTL.plus(Settings.STALE), up));
        Workload work = this.databases.of(LaneName.PROTECTED).workload();
        return new Frame(now - this.beganAt, this.traffic.perSecond(), this.theatre.playing(), this.redis.frame(),
                new Frame.Query(work.queryTime().toMillis(), Settings.CAPACITY, work.isFailing()),
                Settings.TTL.toMillis(), Settings.STALE.toMillis(), frames(this.instances.all()), lanes);
    }

    private static List<Frame.Instance> frames(List<Instance> instances) {
        return instances.stream()
            .map((instance) -> new Frame.Instance(instance.number(), instance.state().name().toLowerCase(Locale.ROOT)))
            .toList();
    }

    @Override
    public void close() {
        this.theatre.close();
        this.trafficClock.shutdownNow();
        this.frameClock.shutdownNow();
        this.audience.close();
        this.redis.close();
        this.instances.close();
        this.callers.close();
        try {
            this.databases.close();
        }
        catch (SQLException ex) {
            log.warn("The databases of the lab do not close.", ex);
        }
    }

}
