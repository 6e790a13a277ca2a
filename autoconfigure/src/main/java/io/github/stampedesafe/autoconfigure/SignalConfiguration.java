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

package io.github.stampedesafe.autoconfigure;

import java.util.List;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

import io.github.stampedesafe.engine.SingleFlightCache;
import io.github.stampedesafe.store.Signal;
import io.github.stampedesafe.store.SignalSource;

/** Signals, whichever store sends them. */
@Configuration(proxyBeanMethods = false)
@Lazy
class SignalConfiguration {

    @Bean
    BackgroundTask stampedeSafeSignalsTask(ObjectProvider<SignalSource> sources, SingleFlightCache engine) {
        List<SignalSource> all = sources.orderedStream().toList();
        return BackgroundTask.bracket("receiving signals",
                () -> all.forEach((source) -> source.start(new EngineReceiver(engine))),
                () -> all.forEach(SignalSource::stop));
    }

    private record EngineReceiver(SingleFlightCache engine) implements SignalSource.Receiver {

        @Override
        public void receive(Signal signal) {
            this.engine.receive(signal);
        }

        @Override
        public void missed() {
            this.engine.missedSignals();
            this.engine.refreshMarks();
        }

        @Override
        public void reconnected() {
            this.engine.near().missed();
        }

        @Override
        public void heard(long sent) {
            this.engine.near().heard(sent);
        }

        @Override
        public boolean isAttentive() {
            return this.engine.near().isInUse();
        }

    }

}
