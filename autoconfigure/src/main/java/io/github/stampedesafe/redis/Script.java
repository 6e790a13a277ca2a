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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.springframework.core.io.ClassPathResource;
import org.springframework.data.redis.connection.ReturnType;
import org.springframework.data.redis.core.script.DigestUtils;

/**
 * A Lua script, run by the digest of its source. A server that does not know the digest,
 * because it was restarted or its scripts were flushed, is sent the source.
 */
final class Script {

    private final byte[] source;

    private final String digest;

    private final ReturnType returnType;

    private final int keys;

    private Script(String source, ReturnType returnType, int keys) {
        this.source = source.getBytes(StandardCharsets.US_ASCII);
        this.digest = DigestUtils.sha1DigestAsHex(source);
        this.returnType = returnType;
        this.keys = keys;
    }

    /**
     * Loads a script from the resources beside this class, {@code prelude.lua} in front.
     * @param name name of the resource
     * @param returnType what the script returns
     * @param keys how many keys it is passed
     */
    static Script load(String name, ReturnType returnType, int keys) {
        return new Script(resource("prelude.lua") + resource(name), returnType, keys);
    }

    /**
     * Runs the script.
     * @param commands of the connection to run it on
     * @param keysAndArguments first the keys, then the arguments
     */
    @SuppressWarnings("TypeParameterUnusedInFormals") // as the methods it calls
    <T> CompletionStage<T> run(Commands commands, byte[]... keysAndArguments) {
        byte[][] names = Arrays.copyOfRange(keysAndArguments, 0, this.keys);
        byte[][] arguments = Arrays.copyOfRange(keysAndArguments, this.keys, keysAndArguments.length);
        return commands.<T>evalSha(this.digest, this.returnType, names, arguments)
            .exceptionallyCompose((failure) -> RedisAccess.isError(failure, "NOSCRIPT")
                    ? commands.eval(this.source, this.returnType, names, arguments)
                    : CompletableFuture.failedFuture(failure));
    }

    private static String resource(String name) {
        try {
            return new ClassPathResource(name, Script.class).getContentAsString(StandardCharsets.US_ASCII);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

}
