package com.example;

import java.util.Arrays;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.stereotype.Service;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;

/** An application that knows nothing of Stampede Safe. Prints what the starter must not change. */
@SpringBootApplication
@EnableCaching
public class UnusedApplication {

    public static void main(String[] args) {
        try (ConfigurableApplicationContext context = SpringApplication.run(UnusedApplication.class, args)) {
            Arrays.stream(context.getBeanDefinitionNames())
                .filter((name) -> !name.startsWith("stampedeSafe") && !name.contains("stampedesafe"))
                .sorted()
                .forEach((name) -> System.out.println("bean " + name + " " + context.getType(name).getName()));
            System.out.println("cache manager " + context.getBean(CacheManager.class).getClass().getName());
            context.getBean(HealthContributorRegistry.class)
                .stream()
                .map(HealthContributorRegistry.Entry::name)
                .sorted()
                .forEach((name) -> System.out.println("health of " + name));
            System.out.println("health " + context.getBean(HealthEndpoint.class).health().getStatus());
            context.getBean(RequestMappingHandlerAdapter.class)
                .getMessageConverters()
                .forEach((converter) -> System.out.println("converter " + converter.getClass().getName()));
            System.out.println("answer " + answer(context.getBean(People.class)));
        }
    }

    /** With a cache in a Redis that is nowhere there is none. */
    private static Object answer(People people) {
        try {
            return people.byId(1);
        }
        catch (RuntimeException ex) {
            return ex.getClass();
        }
    }

    record Person(int id, String name) {
    }

    @Service
    static class People {

        @Cacheable("people")
        public Person byId(int id) {
            return new Person(id, "Ann");
        }

    }

}
