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

import java.util.concurrent.TimeUnit;

import com.alicp.jetcache.anno.CacheInvalidate;
import com.alicp.jetcache.anno.CachePenetrationProtect;
import com.alicp.jetcache.anno.CacheType;
import com.alicp.jetcache.anno.Cached;

/** Two ways to cache with JetCache. */
public class JetCacheTariffs {

    private final TariffSource source;

    public JetCacheTariffs(TariffSource source) {
        this.source = source;
    }

    @Cached(name = "plain.", key = "#country", expire = 10, timeUnit = TimeUnit.MINUTES, cacheType = CacheType.REMOTE)
    public Tariff plain(String country) {
        return this.source.query(country);
    }

    @Cached(name = "guarded.", key = "#country", expire = 10, timeUnit = TimeUnit.MINUTES, cacheType = CacheType.REMOTE)
    @CachePenetrationProtect
    public Tariff guarded(String country) {
        return this.source.query(country);
    }

    @CacheInvalidate(name = "plain.", key = "#tariff.country")
    public void changePlain(Tariff tariff) {
        this.source.write(tariff);
    }

    @CacheInvalidate(name = "guarded.", key = "#tariff.country")
    public void change(Tariff tariff) {
        this.source.write(tariff);
    }

}
