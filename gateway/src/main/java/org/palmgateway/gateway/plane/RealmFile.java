package org.palmgateway.gateway.plane;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.palmgateway.auth.keycloak.RealmTemplate;
import org.palmgateway.gateway.settings.InvalidSetting;
import org.palmgateway.gateway.settings.PalmSettings;
import org.palmgateway.gateway.settings.RealmSettings;
import org.palmgateway.routes.store.BundleStore;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Writes the realm that Keycloak has to import for this gateway: its clients, and one client for each department in the bundles. Nothing
 * is started that outlives the call.
 */
public final class RealmFile {

    private RealmFile() {}

    /**
     * Returns the realm file as JSON.
     *
     * @param arguments the command line; the settings are those of the gateway and {@code palm.realm}
     * @throws InvalidSetting when something that the realm needs is missing
     */
    public static String json(String... arguments) {
        Path state = temporary();
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(SharedParts.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .registerShutdownHook(false)
                .lazyInitialization(true)
                .run(with(arguments, state))) {
            RealmSettings realm = Binder.get(context.getEnvironment()).bindOrCreate("palm.realm", RealmSettings.class);
            PalmSettings settings = context.getBean(PalmSettings.class);
            @Nullable URI gateway = settings.dataPlane().publicUri();
            if (gateway == null) {
                throw new InvalidSetting(
                        "palm.data-plane.public-uri",
                        "missing",
                        "the address that callers know the gateway by, such as https://api.example.gov.cn");
            }
            return json(realm, gateway, departments(context.getBean(BundleStore.class)));
        } finally {
            delete(state);
        }
    }

    /** Standard output is for the file alone, and what the running gateway keeps is not touched. */
    private static String[] with(String[] arguments, Path state) {
        return Stream.concat(
                        Arrays.stream(arguments),
                        Stream.of("--logging.threshold.console=off", "--palm.bundles.state=" + state))
                .toArray(String[]::new);
    }

    private static String json(RealmSettings realm, URI gateway, Map<String, String> departments) {
        if (realm.secret() == null) {
            throw new InvalidSetting(
                    "palm.realm.secret",
                    "missing",
                    "at least 32 random characters, such as from: openssl rand -base64 48");
        }
        try {
            return RealmTemplate.of(
                            realm.name(), gateway, realm.mobileRedirects(), realm.consoleRedirects(), departments)
                    .json(realm.secret());
        } catch (IllegalArgumentException e) {
            throw new InvalidSetting("palm.realm", realm.name(), String.valueOf(e.getMessage()));
        }
    }

    private static Map<String, String> departments(BundleStore store) {
        Map<String, String> names = new TreeMap<>();
        store.live().current().bundles().values().stream()
                .flatMap(bundle -> bundle.bundle().departments().stream())
                .forEach(department ->
                        names.put(department.id(), department.name().zh()));
        return names;
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("palm-realm");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
