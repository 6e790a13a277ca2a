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

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.format.datetime.standard.DurationFormatterUtils;
import org.springframework.util.StringValueResolver;

import io.github.stampedesafe.annotation.StampedeSafeCachePut;
import io.github.stampedesafe.annotation.StampedeSafeCacheable;
import io.github.stampedesafe.policy.DurationText;
import io.github.stampedesafe.policy.PolicyLayer;
import io.github.stampedesafe.policy.SettingSource;

/** Reads the part of a policy that annotations on one method set. */
final class PolicyReader {

    private final SettingSource source;

    private final StringValueResolver placeholders;

    PolicyReader(String element, StringValueResolver placeholders) {
        this.source = SettingSource.annotation(element);
        this.placeholders = placeholders;
    }

    PolicyLayer layer(StampedeSafeCacheable annotation) {
        return PolicyLayer.from(this.source)
            .ttl(duration("ttl", annotation.ttl(), "10m"))
            .staleWhileRevalidate(duration("staleWhileRevalidate", annotation.staleWhileRevalidate(), "1h"))
            .staleIfError(duration("staleIfError", annotation.staleIfError(), "1h"))
            .nullTtl(duration("nullTtl", annotation.nullTtl(), "1m"))
            .jitter(number(annotation.jitter()))
            .beta(number(annotation.beta()))
            .build();
    }

    PolicyLayer layer(StampedeSafeCachePut annotation) {
        return PolicyLayer.from(this.source)
            .ttl(duration("ttl", annotation.ttl(), "10m"))
            .staleWhileRevalidate(duration("staleWhileRevalidate", annotation.staleWhileRevalidate(), "1h"))
            .staleIfError(duration("staleIfError", annotation.staleIfError(), "1h"))
            .nullTtl(duration("nullTtl", annotation.nullTtl(), "1m"))
            .jitter(number(annotation.jitter()))
            .build();
    }

    private @Nullable Double number(double value) {
        return (value != -1) ? value : null;
    }

    private @Nullable Duration duration(String attribute, String written, String example) {
        String text = resolve(attribute, written);
        if (text.isEmpty()) {
            return null;
        }
        if (DurationText.lacksUnit(text)) {
            throw this.source.invalid(attribute, "must have a unit", shown(text, written),
                    "Write '%ss', or '%sms' for milliseconds".formatted(text, text));
        }
        try {
            return DurationFormatterUtils.detectAndParse(text);
        }
        catch (IllegalArgumentException | ArithmeticException ex) {
            throw this.source.invalid(attribute, "must be a duration", shown(text, written),
                    "Write a duration such as '" + example + "'");
        }
    }

    private static String shown(String text, String written) {
        return text.equals(written) ? text : written + " = " + text;
    }

    private String resolve(String attribute, String written) {
        try {
            String text = this.placeholders.resolveStringValue(written);
            if (text == null) {
                return "";
            }
            if (!text.contains("${")) {
                return text;
            }
        }
        catch (IllegalArgumentException ex) {
            // Refused below, as a resolver that leaves unknown placeholders alone is.
        }
        throw this.source.invalid(attribute, "must have no unknown placeholder", written,
                "Define the property, give it a default such as '${totals.ttl:10m}'");
    }

}
