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

package io.github.stampedesafe.policy;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A setting that somebody wrote and that changes nothing, because of another one.
 *
 * @param setting the setting
 * @param reason why it changes nothing: a sentence without its end
 * @param remedy what to write instead: a sentence
 */
public record IneffectiveSetting(EffectivePolicy.Applied setting, String reason, String remedy) {

    private static final List<Rule> RULES = List.of(new Rule(PolicySettings.STALE_IF_ERROR,
            (policy) -> policy.staleIfError().compareTo(policy.staleWhileRevalidate()) <= 0,
            (policy) -> "'stale-while-revalidate' is '%s' and serves old values as long, whether loads fail or not"
                .formatted(Setting.text(policy.staleWhileRevalidate())),
            "Write a longer duration, or leave it out."),
            new Rule(PolicySettings.TARGET_WAIT_RATE,
                    (policy) -> policy.earlyExpiration() != EarlyExpirationMode.ADAPTIVE,
                    (policy) -> "'early-expiration' is 'fixed'",
                    "Set 'early-expiration' to 'adaptive', or leave it out."),
            new Rule(PolicySettings.MAX_WAITING_LOADS, (policy) -> policy.maxConcurrentLoads() == 0,
                    (policy) -> "'max-concurrent-loads' is '0', so that no load waits",
                    "Set 'max-concurrent-loads', or leave it out."));

    /**
     * Returns the settings of a policy that change nothing. Defaults are none of them.
     */
    public static List<IneffectiveSetting> of(EffectivePolicy effective) {
        return RULES.stream().flatMap((rule) -> rule.apply(effective)).toList();
    }

    /**
     * When a setting changes nothing.
     *
     * @param setting the setting
     * @param applies whether it changes nothing in a policy
     * @param reason tells why
     * @param remedy what to write instead
     */
    private record Rule(Setting<?> setting, Predicate<Policy> applies, Function<Policy, String> reason, String remedy) {

        private Stream<IneffectiveSetting> apply(EffectivePolicy effective) {
            return effective.settings()
                .stream()
                .filter((applied) -> applied.name().equals(this.setting.name()) && !applied.isBuiltIn()
                        && !isOff(applied) && this.applies.test(effective.policy()))
                .map((applied) -> new IneffectiveSetting(applied, this.reason.apply(effective.policy()), this.remedy));
        }

        /** Zero is how to say that a setting is not wanted. */
        private static boolean isOff(EffectivePolicy.Applied applied) {
            return "0s".equals(applied.value());
        }

    }

}
