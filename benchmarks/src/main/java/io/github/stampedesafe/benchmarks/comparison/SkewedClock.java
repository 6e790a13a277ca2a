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

package io.github.stampedesafe.benchmarks.comparison;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.charset.StandardCharsets;
import java.security.ProtectionDomain;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.asm.ClassReader;
import org.springframework.asm.ClassVisitor;
import org.springframework.asm.ClassWriter;
import org.springframework.asm.MethodVisitor;
import org.springframework.asm.Opcodes;
import org.springframework.asm.SpringAsmInfo;
import org.springframework.asm.Type;

/**
 * The wall clock as the peers of one instance read it: that of the machine, and how wrong
 * a scenario lets it be. As a Java agent it leads every call of a peer's library that
 * asks the JDK for the time of day to this class. Monotonic time is right on every
 * machine and stays right here.
 */
public final class SkewedClock {

    private static final List<String> LIBRARIES = List.of("com/alicp/jetcache/", "com/github/benmanes/caffeine/",
            "io/github/stampedesafe/", "io/lettuce/", "org/redisson/", "org/springframework/cache/",
            "org/springframework/data/redis/");

    private static final List<String> NAMES = List.of("currentTimeMillis", "java/time/Instant");

    private static final String SELF = Type.getInternalName(SkewedClock.class);

    private static volatile long millisAhead;

    private SkewedClock() {
    }

    /** Sets how far the clock is ahead of the machine's; negative if it is behind. */
    static void ahead(long millis) {
        millisAhead = millis;
    }

    /** What {@link System#currentTimeMillis()} returns to a peer. */
    public static long currentTimeMillis() {
        return System.currentTimeMillis() + millisAhead;
    }

    /** What {@link Instant#now()} returns to a peer. */
    public static Instant now() {
        return Instant.now().plusMillis(millisAhead);
    }

    /** What {@link InstantSource#system()} returns to a peer. */
    public static InstantSource system() {
        return SkewedClock::now;
    }

    /** Called by the JVM before the main method. */
    public static void premain(@Nullable String arguments, Instrumentation instrumentation) {
        instrumentation.addTransformer(new Transformer());
    }

    /** Returns the class with its calls led here, or null if it has none. */
    static byte @Nullable [] transform(byte[] original) {
        String names = new String(original, StandardCharsets.ISO_8859_1);
        if (NAMES.stream().noneMatch(names::contains)) {
            return null; // most classes: a class file names all that it calls
        }
        Calls calls = new Calls(new ClassWriter(0));
        new ClassReader(original).accept(calls, 0);
        return calls.found ? calls.writer.toByteArray() : null;
    }

    private static final class Transformer implements ClassFileTransformer {

        @Override
        public byte @Nullable [] transform(@Nullable ClassLoader loader, @Nullable String name,
                @Nullable Class<?> redefined, @Nullable ProtectionDomain domain, byte[] original) {
            if (name == null || name.equals(SELF) || LIBRARIES.stream().noneMatch(name::startsWith)) {
                return null;
            }
            return SkewedClock.transform(original);
        }

    }

    private static final class Calls extends ClassVisitor {

        private final ClassWriter writer;

        private boolean found;

        Calls(ClassWriter writer) {
            super(SpringAsmInfo.ASM_VERSION, writer);
            this.writer = writer;
        }

        @Override
        public MethodVisitor visitMethod(int access, String name, String descriptor, @Nullable String signature,
                String @Nullable [] exceptions) {
            MethodVisitor method = super.visitMethod(access, name, descriptor, signature, exceptions);
            return new MethodVisitor(SpringAsmInfo.ASM_VERSION, method) {
                @Override
                public void visitMethodInsn(int opcode, String owner, String called, String type, boolean ofInterface) {
                    boolean time = opcode == Opcodes.INVOKESTATIC && isTime(owner + "." + called + type);
                    Calls.this.found |= time;
                    super.visitMethodInsn(opcode, time ? SELF : owner, called, type, ofInterface && !time);
                }
            };
        }

        private static boolean isTime(String call) {
            return switch (call) {
                case "java/lang/System.currentTimeMillis()J", "java/time/Instant.now()Ljava/time/Instant;",
                        "java/time/InstantSource.system()Ljava/time/InstantSource;" ->
                    true;
                default -> false;
            };
        }

    }

}
