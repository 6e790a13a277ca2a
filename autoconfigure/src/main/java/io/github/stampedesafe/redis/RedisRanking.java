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

package io.github.stampedesafe.redis;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.ReturnType;

import io.github.stampedesafe.store.SharedRanking;
import io.github.stampedesafe.store.Stages;

/**
 * The ranking of a cache's keys: a sorted set for each period, in which every instance
 * increments the scores of its keys, and which goes away by itself.
 */
public final class RedisRanking implements SharedRanking {

    /**
     * More keys than are asked for are kept: what one adds little to, another may not.
     */
    private static final int DEPTH = 2;

    /** A period is added to, then read during the next one. */
    private static final int PERIODS_KEPT = 3;

    private static final Script RANK = Script.load("rank.lua", ReturnType.MULTI, 4);

    private final RedisAccess redis;

    private final KeyLayout keys;

    /**
     * Creates the ranking. It does not connect yet.
     * @param connectionFactory where Redis is, and how long to wait for it
     * @param keys how things are named
     */
    public RedisRanking(RedisConnectionFactory connectionFactory, KeyLayout keys) {
        this.redis = new RedisAccess(connectionFactory);
        this.keys = keys;
    }

    @Override
    public Ranking exchange(String cache, Period period, Map<String, Double> scores, int top) {
        byte[][] arguments = arguments(cache, period, scores, top);
        return Stages.join(this.redis.send("rank", cache, (redis) -> RANK.<List<?>>run(redis, arguments))
            .thenApply(RedisRanking::read));
    }

    private byte[][] arguments(String cache, Period period, Map<String, Double> scores, int top) {
        List<String> arguments = new ArrayList<>();
        for (long number = period.number(); number >= period.number() - 1; number--) {
            arguments.add(this.keys.ranking(cache, number));
            arguments.add(this.keys.rankingInstances(cache, number));
        }
        arguments.add(String.valueOf(period.millis() * PERIODS_KEPT));
        arguments.add(String.valueOf(top));
        arguments.add(String.valueOf(top * DEPTH));
        scores.forEach((key, score) -> {
            arguments.add(score.toString());
            arguments.add(key);
        });
        return arguments.stream().map((argument) -> argument.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new);
    }

    private static Ranking read(List<?> reply) {
        List<Ranked> top = new ArrayList<>();
        for (int i = 1; i + 1 < reply.size(); i += 2) {
            String score = text(reply.get(i + 1));
            if (Character.isDigit(score.charAt(0))) { // Redis writes "inf" and "-1",
                                                      // which no instance adds up to
                top.add(new Ranked(text(reply.get(i)), Double.parseDouble(score)));
            }
        }
        String instances = text(reply.get(0));
        return new Ranking(top, instances.matches("[0-9]{1,6}") ? Math.max(1, Integer.parseInt(instances)) : 1);
    }

    private static String text(Object part) {
        return new String((byte[]) part, StandardCharsets.UTF_8);
    }

}
