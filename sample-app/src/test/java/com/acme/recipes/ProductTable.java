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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;

import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageImpl;
import org.springframework.data.domain.Pageable;
import org.springframework.stereotype.Repository;

/** Stands for a repository of Spring Data. */
@Repository
class ProductTable {

    private static final int SIZE = 25;

    private final AtomicInteger queries = new AtomicInteger();

    Page<ProductEntity> findAll(Pageable page) {
        this.queries.incrementAndGet();
        List<ProductEntity> rows = LongStream.range(page.getOffset(), page.getOffset() + page.getPageSize())
            .filter((id) -> id < SIZE)
            .mapToObj((id) -> new ProductEntity(id, "Product " + id))
            .toList();
        return new PageImpl<>(rows, page, SIZE);
    }

    int queries() {
        return this.queries.get();
    }

}
