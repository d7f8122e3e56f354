package org.palmgateway.sandbox.department;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** All departments that have a folder under {@code departments/} on the class path. Immutable. */
final class Catalogue {

    private static final String FOLDER = "departments/";

    private final Map<String, Department> departments;

    private Catalogue(Map<String, Department> departments) {
        this.departments = Collections.unmodifiableMap(departments);
    }

    /** Reads every department's file; a file that cannot be read or makes no sense fails the start. */
    static Catalogue load() {
        JsonMapper json = JsonMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .build();
        Map<String, Department> departments = new TreeMap<>();
        try {
            Resource[] files = new PathMatchingResourcePatternResolver()
                    .getResources("classpath*:" + FOLDER + "*/department.json");
            for (Resource file : files) {
                Department department =
                        json.readValue(file.getContentAsString(StandardCharsets.UTF_8), Department.class);
                departments.put(department.id(), department);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The sandbox's departments cannot be read from the class path", e);
        }
        return new Catalogue(departments);
    }

    Collection<Department> departments() {
        return departments.values();
    }

    Optional<Department> department(String id) {
        return Optional.ofNullable(departments.get(id));
    }

    /** The template of an answer, from the department's folder. */
    String template(Department department, String file) {
        try {
            return new ClassPathResource(FOLDER + department.id() + "/" + file)
                    .getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Answer " + file + " of department " + department.id() + " is missing", e);
        }
    }
}
