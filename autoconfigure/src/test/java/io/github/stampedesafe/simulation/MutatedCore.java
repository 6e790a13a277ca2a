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

package io.github.stampedesafe.simulation;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.engine.SingleFlightCache;

/**
 * The engine with a text of its source replaced, and a simulator for it: both, and all of
 * ours that they use, in a class loader of their own.
 */
final class MutatedCore extends ClassLoader {

    private static final String ROOT = "io.github.stampedesafe.";

    private static final Path SOURCES = Path.of("src/main/java");

    private final Map<String, ByteArrayOutputStream> mutated = new HashMap<>();

    private MutatedCore() {
        super(MutatedCore.class.getClassLoader());
    }

    /** Compiles a mutant. */
    static MutatedCore with(EngineMutant mutant) throws IOException, URISyntaxException {
        Path file = find(mutant.type() + ".java");
        String source = Files.readString(file);
        Matcher places = pattern(mutant.original()).matcher(source);
        if (places.results().count() != 1) {
            throw new IllegalStateException("%s must contain exactly once: %s".formatted(file, mutant.original()));
        }
        MutatedCore mutated = new MutatedCore();
        String name = SOURCES.relativize(file).toString().replace(File.separatorChar, '/');
        mutated.compile(name, places.replaceFirst(Matcher.quoteReplacement(mutant.replacement())));
        return mutated;
    }

    /** A class of the engine may move from package to package, its mutants stay. */
    private static Path find(String fileName) throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            List<Path> found = files.filter((file) -> file.endsWith(fileName)).toList();
            if (found.size() != 1) {
                throw new IllegalStateException("%s must be there exactly once: %s".formatted(fileName, found));
            }
            return found.get(0);
        }
    }

    /** Matches a text however its source is wrapped. */
    private static Pattern pattern(String text) {
        return Pattern.compile(Arrays.stream(text.split("(?<=\\W)|(?=\\W)"))
            .filter((token) -> !token.isBlank())
            .map(Pattern::quote)
            .collect(Collectors.joining("\\s*")));
    }

    /** Returns {@link Schedules#firstViolation} of the mutant. */
    String firstViolation(String focus, int count) throws ReflectiveOperationException {
        Method play = loadClass(Schedules.class.getName()).getDeclaredMethod("firstViolation", String.class, int.class);
        play.setAccessible(true);
        return (String) play.invoke(null, focus, count);
    }

    private void compile(String fileName, String source) throws URISyntaxException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter errors = new StringWriter();
        List<String> options = List.of("-proc:none", "-nowarn", "-parameters", "-classpath",
                location(SingleFlightCache.class) + File.pathSeparator + location(Nullable.class));
        boolean compiled = compiler
            .getTask(errors, new InMemory(compiler.getStandardFileManager(null, null, null)), null, options, null,
                    List.of(new Source(fileName, source)))
            .call();
        if (!compiled) {
            throw new IllegalStateException("The mutant does not compile: " + errors);
        }
    }

    private static Path location(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            return name.startsWith(ROOT) ? findClass(name) : super.loadClass(name, resolve);
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = bytes(name);
        return defineClass(name, bytes, 0, bytes.length);
    }

    private byte[] bytes(String name) throws ClassNotFoundException {
        ByteArrayOutputStream changed = this.mutated.get(name);
        if (changed != null) {
            return changed.toByteArray();
        }
        try (InputStream original = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (original == null) {
                throw new ClassNotFoundException(name);
            }
            return original.readAllBytes();
        }
        catch (IOException ex) {
            throw new ClassNotFoundException(name, ex);
        }
    }

    private static final class Source extends SimpleJavaFileObject {

        private final String text;

        private Source(String fileName, String text) {
            super(URI.create("string:///" + fileName), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return this.text;
        }

    }

    private final class InMemory extends ForwardingJavaFileManager<JavaFileManager> {

        private InMemory(JavaFileManager files) {
            super(files);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(Location location, String type, JavaFileObject.Kind kind,
                FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("string:///" + type), kind) {

                @Override
                public OutputStream openOutputStream() {
                    return MutatedCore.this.mutated.computeIfAbsent(type, (same) -> new ByteArrayOutputStream());
                }

            };
        }

    }

}
