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

package io.github.stampedesafe.sample.totals;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import io.github.stampedesafe.sample.web.CountryCode;
import io.github.stampedesafe.sample.web.UnknownCountryException;

/** The totals over HTTP: protected, unprotected, forgotten, counted. */
@RestController
class TotalsController {

    private final TotalsService totals;

    private final TotalsQuery query;

    TotalsController(TotalsService totals, TotalsQuery query) {
        this.totals = totals;
        this.query = query;
    }

    @GetMapping("/totals/{country}")
    Totals totals(@PathVariable @CountryCode String country) {
        return this.totals.totals(country).orElseThrow(() -> new UnknownCountryException(country));
    }

    /** The same query without the cache: what a stampede feels like. */
    @GetMapping("/unprotected/totals/{country}")
    Totals unprotectedTotals(@PathVariable @CountryCode String country) {
        return this.query.totals(country).orElseThrow(() -> new UnknownCountryException(country));
    }

    @DeleteMapping("/totals/{country}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void forget(@PathVariable @CountryCode String country) {
        this.totals.forget(country);
    }

    @GetMapping("/loads")
    long loads() {
        return this.totals.loads();
    }

}
