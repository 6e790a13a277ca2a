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

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;

import io.github.stampedesafe.test.redis.RedisProcess;
import io.github.stampedesafe.test.redis.TemporaryDirectory;

/** A server that speaks TLS only, with a certificate of its own for 127.0.0.1. */
public final class RedisTls implements AutoCloseable {

    private static final String PASSWORD = "changeit";

    private static final String ALIAS = "redis";

    private final Path directory;

    private final Path certificate;

    private final RedisProcess process;

    private RedisTls(Path directory, Path certificate, Path key) {
        this.directory = directory;
        this.certificate = certificate;
        this.process = RedisProcess.start("--port", "0", "--tls-port", "{port}", "--tls-cert-file",
                certificate.toString(), "--tls-key-file", key.toString(), "--tls-ca-cert-file", certificate.toString(),
                "--tls-auth-clients", "no");
    }

    /** Makes a certificate and starts the server. */
    public static RedisTls start() {
        Path directory = TemporaryDirectory.create("stampede-safe-tls");
        try {
            KeyStore store = generate(directory.resolve("redis.p12"));
            Certificate certificate = store.getCertificate(ALIAS);
            Key key = store.getKey(ALIAS, PASSWORD.toCharArray());
            return new RedisTls(directory, pem(directory.resolve("redis.crt"), "CERTIFICATE", certificate.getEncoded()),
                    pem(directory.resolve("redis.key"), "PRIVATE KEY", key.getEncoded()));
        }
        catch (IOException | GeneralSecurityException ex) {
            throw new IllegalStateException(ex);
        }
    }

    public String host() {
        return this.process.host();
    }

    public int port() {
        return this.process.port();
    }

    /** Returns the certificate to trust, a PEM file. */
    public Path certificate() {
        return this.certificate;
    }

    @Override
    public void close() {
        this.process.close();
        TemporaryDirectory.remove(this.directory);
    }

    private static KeyStore generate(Path file) throws IOException, GeneralSecurityException {
        Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair", "-alias", ALIAS, "-keyalg", "EC", "-groupname", "secp256r1", "-dname", "CN=localhost",
                "-ext", "san=ip:127.0.0.1,dns:localhost", "-ext", "bc=ca:true", "-validity", "2", "-storetype",
                "PKCS12", "-keystore", file.toString(), "-storepass", PASSWORD)
            .redirectErrorStream(true)
            .start();
        String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!Files.exists(file)) {
            throw new IllegalStateException("keytool made no key: " + output);
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    private static Path pem(Path file, String type, byte[] content) throws IOException {
        String base64 = Base64.getMimeEncoder(64, new byte[] { '\n' }).encodeToString(content);
        return Files.writeString(file, "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(type, base64));
    }

}
