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

package io.github.stampedesafe.interceptor;

import org.jspecify.annotations.Nullable;

/** An annotated method of one class, and the plan of its calls once it is made. */
final class CachedMethod {

    private final MethodAnnotations annotations;

    private final PlanBuilder plans;

    private volatile @Nullable MethodPlan plan;

    CachedMethod(MethodAnnotations annotations, PlanBuilder plans) {
        this.annotations = annotations;
        this.plans = plans;
    }

    MethodAnnotations annotations() {
        return this.annotations;
    }

    /**
     * Checks the settings, without a plan.
     * @throws io.github.stampedesafe.InvalidSettingException if one cannot work
     */
    void check() {
        this.plans.check(this.annotations);
    }

    /** Returns the plan; the first time, makes it. */
    MethodPlan plan() {
        MethodPlan made = this.plan;
        if (made == null) {
            made = this.plans.build(this.annotations);
            this.plan = made;
        }
        return made;
    }

}
