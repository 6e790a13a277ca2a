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

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.function.BiFunction;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonIncludeProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.annotation.JsonPOJOBuilder;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.AnnotatedConstructor;
import tools.jackson.databind.introspect.AnnotatedField;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.introspect.VisibilityChecker;
import tools.jackson.databind.util.NameTransformer;

/**
 * Reads of Jackson's annotations those that say how to build an object: creators, names,
 * type ids, references. The state of an object is its fields, so fields are what is
 * written and read.
 * <p>
 * Annotations that shape an answer for a client are not asked: {@code @JsonIgnore},
 * {@code @JsonInclude}, {@code @JsonView}, {@code @JsonFormat}, {@code access}, filters
 * and the like leave something out or round it, and a cache must not. A serializer
 * without its deserializer is one of them.
 */
final class StateIntrospector extends JacksonAnnotationIntrospector {

    private static final long serialVersionUID = 1L;

    /**
     * The fields of a class of the application. A class that extends one of the JDK keeps
     * Jackson's own rule, because the fields of the JDK are closed; a builder keeps its
     * setters, because its fields need not have the names of the properties.
     */
    @Override
    public VisibilityChecker findAutoDetectVisibility(MapperConfig<?> config, AnnotatedClass type,
            VisibilityChecker checker) {
        if (extendsTheJdk(type.getRawType())) {
            return checker;
        }
        VisibilityChecker fields = checker.withFieldVisibility(Visibility.ANY)
            .withGetterVisibility(Visibility.NONE)
            .withIsGetterVisibility(Visibility.NONE);
        return type.hasAnnotation(JsonPOJOBuilder.class) ? fields : fields.withSetterVisibility(Visibility.NONE);
    }

    private static boolean extendsTheJdk(Class<?> type) {
        for (Class<?> one = type; one != null && one != Object.class; one = one.getSuperclass()) {
            boolean isOfTheJdk = one.getName().startsWith("java.") || one.getName().startsWith("javax.");
            if (isOfTheJdk && one != Record.class && one != Enum.class) {
                return true;
            }
        }
        return false;
    }

    /**
     * A lazily computed property of Kotlin is computed again, and an ignored constructor
     * stays ignored.
     */
    @Override
    public boolean hasIgnoreMarker(MapperConfig<?> config, AnnotatedMember member) {
        if (member instanceof AnnotatedField) {
            return member.getName().endsWith("$delegate");
        }
        return member instanceof AnnotatedConstructor && super.hasIgnoreMarker(config, member);
    }

    @Override
    public @Nullable Boolean isIgnorableType(MapperConfig<?> config, AnnotatedClass type) {
        return null;
    }

    @Override
    public JsonIgnoreProperties.Value findPropertyIgnoralByName(MapperConfig<?> config, Annotated annotated) {
        return JsonIgnoreProperties.Value.empty();
    }

    @Override
    public JsonIncludeProperties.Value findPropertyInclusionByName(MapperConfig<?> config, Annotated annotated) {
        return JsonIncludeProperties.Value.all();
    }

    @Override
    public JsonInclude.Value findPropertyInclusion(MapperConfig<?> config, Annotated annotated) {
        return JsonInclude.Value.empty();
    }

    @Override
    public JsonProperty.@Nullable Access findPropertyAccess(MapperConfig<?> config, Annotated annotated) {
        return null;
    }

    @Override
    public @Nullable Object findFilterId(MapperConfig<?> config, Annotated annotated) {
        return null;
    }

    @Override
    public Class<?> @Nullable [] findViews(MapperConfig<?> config, Annotated annotated) {
        return null;
    }

    @Override
    public @Nullable NameTransformer findUnwrappingNameTransformer(MapperConfig<?> config, AnnotatedMember member) {
        return null;
    }

    /** Only that a collection or an iterable is an object with properties. */
    @Override
    public JsonFormat.@Nullable Value findFormat(MapperConfig<?> config, Annotated annotated) {
        JsonFormat.Value format = super.findFormat(config, annotated);
        boolean isObject = format != null && annotated instanceof AnnotatedClass && !annotated.getRawType().isEnum()
                && (format.getShape() == JsonFormat.Shape.OBJECT || format.getShape() == JsonFormat.Shape.POJO);
        return isObject ? JsonFormat.Value.forShape(format.getShape()) : null;
    }

    /** Constants are told apart by name alone. */
    @Override
    public String[] findEnumValues(MapperConfig<?> config, AnnotatedClass type, Enum<?>[] constants,
            @Nullable String[] names) {
        return Arrays.stream(constants).map(Enum::name).toArray(String[]::new);
    }

    @Override
    public @Nullable Object findEnumNamingStrategy(MapperConfig<?> config, AnnotatedClass type) {
        return null;
    }

    @Override
    public void findEnumAliases(MapperConfig<?> config, AnnotatedClass type, Enum<?>[] constants, String[][] aliases) {
    }

    @Override
    public @Nullable Boolean hasAsKey(MapperConfig<?> config, Annotated annotated) {
        return null;
    }

    /**
     * A value stands for the object only if there is a way back from it. The state of a
     * record is its components, that of an enum its name.
     */
    @Override
    public @Nullable Boolean hasAsValue(MapperConfig<?> config, Annotated annotated) {
        Class<?> type = (annotated instanceof AnnotatedMember member) ? member.getDeclaringClass()
                : annotated.getRawType();
        return (hasStateOfItsOwn(type) || !canBeBuiltFromOneValue(type)) ? null : super.hasAsValue(config, annotated);
    }

    @Override
    public JsonCreator.@Nullable Mode findCreatorAnnotation(MapperConfig<?> config, Annotated annotated) {
        Class<?> type = (annotated instanceof AnnotatedMember member) ? member.getDeclaringClass()
                : annotated.getRawType();
        return hasStateOfItsOwn(type) ? null : super.findCreatorAnnotation(config, annotated);
    }

    private static boolean hasStateOfItsOwn(Class<?> type) {
        return type.isRecord() || Enum.class.isAssignableFrom(type);
    }

    private static boolean canBeBuiltFromOneValue(Class<?> type) {
        return Stream.concat(Arrays.stream(type.getDeclaredConstructors()), Arrays.stream(type.getDeclaredMethods()))
            .anyMatch((one) -> one.getParameterCount() == 1
                    && (((AnnotatedElement) one).isAnnotationPresent(JsonCreator.class)
                            || (!(one instanceof Method) && Modifier.isPublic(one.getModifiers()))));
    }

    @Override
    public @Nullable Object findSerializer(MapperConfig<?> config, Annotated annotated) {
        return ifReadAlike(config, annotated, super::findSerializer, super::findDeserializer);
    }

    @Override
    public @Nullable Object findKeySerializer(MapperConfig<?> config, Annotated annotated) {
        return ifReadAlike(config, annotated, super::findKeySerializer, super::findKeyDeserializer);
    }

    @Override
    public @Nullable Object findContentSerializer(MapperConfig<?> config, Annotated annotated) {
        return ifReadAlike(config, annotated, super::findContentSerializer, super::findContentDeserializer);
    }

    @Override
    public @Nullable Object findNullSerializer(MapperConfig<?> config, Annotated annotated) {
        return null;
    }

    @Override
    public @Nullable Object findSerializationConverter(MapperConfig<?> config, Annotated annotated) {
        return ifReadAlike(config, annotated, super::findSerializationConverter, super::findDeserializationConverter);
    }

    /** What is written is what the object is, not what it is declared to look like. */
    @Override
    public JavaType refineSerializationType(MapperConfig<?> config, Annotated annotated, JavaType baseType) {
        return baseType;
    }

    private static @Nullable Object ifReadAlike(MapperConfig<?> config, Annotated annotated,
            BiFunction<MapperConfig<?>, Annotated, @Nullable Object> written,
            BiFunction<MapperConfig<?>, Annotated, @Nullable Object> read) {
        Object how = written.apply(config, annotated);
        return (how != null && read.apply(config, annotated) != null) ? how : null;
    }

}
