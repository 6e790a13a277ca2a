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

package com.acme.tariffs;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.redisson.api.RLock;
import org.redisson.api.RMapCache;
import org.redisson.api.RedissonClient;

/** Three ways to cache with Redisson. */
public class RedissonTariffs implements Tariffs {

    private final RedissonClient redisson;

    private final RMapCache<String, Tariff> map;

    private final TariffSource source;

    private final Way way;

    public RedissonTariffs(RedissonClient redisson, TariffSource source, Way way) {
        this.redisson = redisson;
        this.map = redisson.getMapCache("tariffs");
        this.source = source;
        this.way = way;
    }

    @Override
    public Tariff tariff(String country) {
        return switch (this.way) {
            case LOOK_ASIDE -> lookAside(country);
            case LOCK -> locked(country);
            case COMPUTE -> computed(country);
        };
    }

    private Tariff lookAside(String country) {
        Tariff tariff = this.map.get(country);
        if (tariff == null) {
            tariff = this.source.query(country);
            this.map.fastPut(country, tariff, 10, TimeUnit.MINUTES);
        }
        return tariff;
    }

    private Tariff locked(String country) {
        Tariff tariff = this.map.get(country);
        if (tariff != null) {
            return tariff;
        }
        RLock lock = this.redisson.getLock("lock:" + country);
        lock.lock();
        try {
            return lookAside(country);
        }
        finally {
            lock.unlock();
        }
    }

    private Tariff computed(String country) {
        return this.map.computeIfAbsent(country, Duration.ofMinutes(10), this.source::query);
    }

    @Override
    public void change(Tariff tariff) {
        this.source.write(tariff);
        this.map.fastRemove(tariff.country());
    }

    public enum Way {

        LOOK_ASIDE, LOCK, COMPUTE

    }

}
