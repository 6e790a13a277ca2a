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

package io.github.stampedesafe.sample.countries;

import java.util.List;
import java.util.Objects;

import org.springframework.cache.annotation.Cacheable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The countries, cached by Spring's own annotation, which a property protects. */
@Service
public class CountryService {

    private final JdbcClient database;

    CountryService(JdbcClient database) {
        this.database = database;
    }

    /** Returns all countries in the order of their codes. */
    @Cacheable("countries")
    public List<Country> countries() {
        return this.database.sql("SELECT code, name FROM country ORDER BY code")
            .query(Country.class)
            .stream()
            .map(Objects::requireNonNull)
            .toList();
    }

}
