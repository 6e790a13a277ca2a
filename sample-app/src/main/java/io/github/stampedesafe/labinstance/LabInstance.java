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

package io.github.stampedesafe.labinstance;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * The application of which the lab runs several instances. An instance ends with its
 * standard input.
 */
@SpringBootApplication
public class LabInstance {

    /** The argument that turns the sample into an instance of the lab. */
    public static final String SWITCH = "--lab.instance";

    /** How the line begins by which an instance tells the lab its port. */
    public static final String LISTENS = "lab instance listens on ";

    /**
     * Starts an instance. Its settings are in the environment.
     * @param arguments Spring Boot's
     */
    public static void main(String[] arguments) {
        EndOfInput.haltsThisProcess();
        // The shop's application.yml is on the class path, too.
        System.setProperty("spring.config.name", "lab-instance");
        SpringApplication.run(LabInstance.class, arguments);
    }

}
