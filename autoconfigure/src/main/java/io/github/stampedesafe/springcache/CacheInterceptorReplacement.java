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

package io.github.stampedesafe.springcache;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.cache.interceptor.CacheInterceptor;
import org.springframework.core.PriorityOrdered;

import io.github.stampedesafe.PrintableText;

/**
 * Puts our interceptor in the place of Spring's, with Spring's configuration. One of the
 * application's own class is left alone, because what it does is not known.
 */
public final class CacheInterceptorReplacement implements BeanPostProcessor, PriorityOrdered {

    private static final Logger logger = LoggerFactory.getLogger(CacheInterceptorReplacement.class);

    private final BeanFactory beans;

    /**
     * Creates the post-processor.
     * @param beans the factory of the interceptor
     */
    public CacheInterceptorReplacement(BeanFactory beans) {
        this.beans = beans;
    }

    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }

    /**
     * Returns our interceptor for Spring's. What Spring's was given it still has, and is
     * asked for it when it is first needed.
     */
    @Override
    public Object postProcessBeforeInitialization(Object bean, String name) {
        if (!(bean instanceof CacheInterceptor theirs) || bean instanceof StampedeSafeCacheInterceptor) {
            return bean;
        }
        if (bean.getClass() != CacheInterceptor.class) {
            logger.warn(PrintableText
                .of("Bean '%s' is a '%s', which Stampede Safe does not replace. Methods with @Cacheable are protected only with 'sync = true'."
                    .formatted(name, bean.getClass().getName())));
            return bean;
        }
        StampedeSafeCacheInterceptor ours = new StampedeSafeCacheInterceptor(this.beans);
        ours.configure(theirs::getErrorHandler, theirs::getKeyGenerator, theirs::getCacheResolver, null);
        ours.setCacheOperationSource(theirs.getCacheOperationSource());
        return ours;
    }

}
