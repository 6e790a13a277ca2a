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

package io.github.stampedesafe.recompute;

import org.jspecify.annotations.Nullable;

/**
 * Decides which keys are recomputed, and when. A planner begins nothing itself: the
 * dispatcher asks it for the next recompute whenever one may begin.
 */
interface Planner {

    /**
     * Takes the next recompute that has to begin now. Called under the lock of the
     * dispatcher; does not block.
     * @param workload the keys that are being recomputed, which are not to be returned,
     * and the load time that may be spent
     * @return the recompute, {@code null} if none has to begin
     */
    @Nullable Recompute next(Workload workload);

}
