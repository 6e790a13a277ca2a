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

package io.github.stampedesafe.redis;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.store.EntryStore;
import io.github.stampedesafe.store.Stages;
import io.github.stampedesafe.test.contract.BlockingStore;

/** Entries are read without blocking as they are read by {@code get}. */
class RedisEntryStoreAsyncIT extends RedisEntryStoreIT {

    @Override
    protected BlockingStore store() {
        EntryStore store = super.store().store();
        return new BlockingStore((EntryStore) Proxy.newProxyInstance(EntryStore.class.getClassLoader(),
                new Class<?>[] { EntryStore.class }, (proxy, method, arguments) -> {
                    if (method.getName().equals("get")) {
                        long shape = (arguments.length > 1) ? (long) arguments[1] : 0;
                        return Stages.join(store.getAsync((CacheKey) arguments[0], shape));
                    }
                    try {
                        return method.invoke(store, arguments);
                    }
                    catch (InvocationTargetException ex) {
                        throw ex.getCause();
                    }
                }));
    }

}
