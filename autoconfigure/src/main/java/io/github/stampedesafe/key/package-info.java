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

/**
 * From the arguments of a call to the text of its key. Equal keys have equal texts on
 * every instance and JDK, unequal keys have unequal ones, and a type that cannot promise
 * that is refused. The rule stands at {@link io.github.stampedesafe.key.KeyText};
 * declared types are judged in {@link io.github.stampedesafe.key.DeclaredKeyTypes}.
 */
@NullMarked
package io.github.stampedesafe.key;

import org.jspecify.annotations.NullMarked;
