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

package io.github.stampedesafe.testing;

import io.github.stampedesafe.test.redis.RedisConsole;
import io.github.stampedesafe.test.redis.RedisProcess;

/**
 * A user of a server, with a name and a password that are hard to quote.
 *
 * @param name name of the user
 * @param password password of the user
 */
public record RedisUser(String name, String password) {

    /**
     * Adds such a user to a server, who may do everything, and switches the default user
     * off. It is gone after a restart.
     */
    public static RedisUser only(RedisProcess server) {
        RedisUser user = new RedisUser("svc@shop:ä%/#?&", "p:a@s s%2F\"'\\w/ö#?&=+");
        try (RedisConsole console = new RedisConsole(server.host(), server.port())) {
            console.send("ACL", "SETUSER", user.name(), "on", ">" + user.password(), "~*", "&*", "+@all");
            console.send("ACL", "SETUSER", "default", "off");
        }
        return user;
    }

}
