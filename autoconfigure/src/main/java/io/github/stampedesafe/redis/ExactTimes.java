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

import java.sql.Time;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Calendar;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.TimeZone;
import java.util.function.Function;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * Writes the old classes of time exactly: Jackson rounds a {@code Timestamp} to
 * milliseconds, a {@code Time} to seconds and an SQL {@code Date} to days, and reads a
 * {@code Calendar} in another zone.
 */
@SuppressWarnings("JavaUtilDate") // what it is for
final class ExactTimes extends SimpleModule {

    private static final long serialVersionUID = 1L;

    ExactTimes() {
        super("stampede-safe-times");
        add(Timestamp.class, (time) -> time.toInstant().toString(), (text) -> Timestamp.from(Instant.parse(text)));
        addMillis(Date.class, Date::new);
        addMillis(java.sql.Date.class, java.sql.Date::new);
        addMillis(Time.class, Time::new);
        add(Calendar.class, ExactTimes::text, ExactTimes::calendar);
        addDeserializer(GregorianCalendar.class, new Reader<>(GregorianCalendar.class, ExactTimes::calendar));
    }

    private static String text(Calendar calendar) {
        return calendar.getTimeInMillis() + " " + calendar.getTimeZone().getID();
    }

    private static GregorianCalendar calendar(String text) {
        int space = text.indexOf(' ');
        GregorianCalendar calendar = new GregorianCalendar(TimeZone.getTimeZone(text.substring(space + 1)));
        calendar.setTimeInMillis(Long.parseLong(text.substring(0, space)));
        return calendar;
    }

    private <T extends Date> void addMillis(Class<T> type, Function<Long, T> constructor) {
        add(type, (time) -> Long.toString(time.getTime()), (text) -> constructor.apply(Long.valueOf(text)));
    }

    private <T> void add(Class<T> type, Function<T, String> writer, Function<String, ? extends T> reader) {
        addSerializer(type, new Writer<>(type, writer));
        addDeserializer(type, new Reader<>(type, reader));
    }

    private static final class Writer<T> extends StdSerializer<T> {

        private final Function<T, String> text;

        Writer(Class<T> type, Function<T, String> text) {
            super(type);
            this.text = text;
        }

        @Override
        public void serialize(T time, JsonGenerator generator, SerializationContext context) {
            generator.writeString(this.text.apply(time));
        }

    }

    private static final class Reader<T> extends StdDeserializer<T> {

        private final Function<String, ? extends T> time;

        Reader(Class<T> type, Function<String, ? extends T> time) {
            super(type);
            this.time = time;
        }

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) {
            return this.time.apply(parser.getString());
        }

    }

}
