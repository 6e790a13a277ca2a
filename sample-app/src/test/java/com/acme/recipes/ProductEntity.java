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

package com.acme.recipes;

import java.util.List;

/** Stands for an entity of JPA, whose list is a lazy proxy. */
class ProductEntity {

    private final long id;

    private final String name;

    ProductEntity(long id, String name) {
        this.id = id;
        this.name = name;
    }

    long getId() {
        return this.id;
    }

    String getName() {
        return this.name;
    }

    List<Object> getReviews() {
        throw new IllegalStateException("Not loaded, and the transaction has ended.");
    }

}
