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

import java.util.Collection;
import java.util.Comparator;

import org.jspecify.annotations.Nullable;

/** Finds the known name that is most similar to a misspelled one. */
final class SimilarName {

    private SimilarName() {
    }

    /**
     * Returns the most similar name, {@code null} if none is similar.
     * @param written what was written
     * @param names the names that there are
     * @param mostEdits the largest number of letters added, left out, replaced or swapped
     * with their neighbour
     */
    static @Nullable String of(String written, Collection<String> names, int mostEdits) {
        return names.stream()
            .filter((name) -> edits(written, name) <= mostEdits)
            .min(Comparator.comparingInt((String name) -> edits(written, name)).thenComparing(name -> name))
            .orElse(null);
    }

    /** The optimal string alignment distance. */
    private static int edits(String one, String two) {
        int[][] edits = new int[one.length() + 1][two.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= two.length(); j++) {
                if (i == 0 || j == 0) {
                    edits[i][j] = i + j;
                    continue;
                }
                int replaced = edits[i - 1][j - 1] + ((one.charAt(i - 1) == two.charAt(j - 1)) ? 0 : 1);
                edits[i][j] = Math.min(replaced, Math.min(edits[i - 1][j], edits[i][j - 1]) + 1);
                if (i > 1 && j > 1 && one.charAt(i - 1) == two.charAt(j - 2)
                        && one.charAt(i - 2) == two.charAt(j - 1)) {
                    edits[i][j] = Math.min(edits[i][j], edits[i - 2][j - 2] + 1);
                }
            }
        }
        return edits[one.length()][two.length()];
    }

}
