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

package io.github.stampedesafe.key;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.function.Predicate;

/**
 * Writes a floating-point number as the shortest decimal that stands for it alone. What
 * {@link Double#toString(double)} writes changed between JDK 18 and 19.
 */
final class DecimalText {

    private static final int LONGEST_PLAIN = 24;

    private DecimalText() {
    }

    static String of(Double number) {
        double value = number;
        if (value == 0 || !Double.isFinite(value)) {
            return Double.toString(value);
        }
        return shortest(new BigDecimal(value), (decimal) -> decimal.doubleValue() == value);
    }

    static String of(Float number) {
        float value = number;
        if (value == 0 || !Float.isFinite(value)) {
            return Float.toString(value);
        }
        return shortest(new BigDecimal(value), (decimal) -> decimal.floatValue() == value);
    }

    private static String shortest(BigDecimal exact, Predicate<BigDecimal> standsForIt) {
        BigDecimal decimal = exact;
        for (int digits = 1; digits <= exact.precision(); digits++) {
            decimal = exact.round(new MathContext(digits));
            if (standsForIt.test(decimal)) {
                break;
            }
        }
        String plain = decimal.toPlainString();
        return (plain.length() <= LONGEST_PLAIN) ? plain : decimal.toString();
    }

}
