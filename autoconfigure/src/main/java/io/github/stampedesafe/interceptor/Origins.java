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

/**
 * What an {@link EntrySelector} is made of, as messages call it.
 *
 * @param element the annotated method
 * @param key what the key reads besides the arguments, empty if nothing is known of
 * @param condition what the condition reads besides the arguments, empty if nothing is
 * known of
 */
record Origins(String element, String key, String condition) {
}
