package org.palmgateway.gateway.settings;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Binds properties as the start of a node does. */
final class TestSettings {

    static final String SECRET = "0123456789abcdef0123456789abcdef";

    private TestSettings() {}

    /** Settings of properties given as name, value, name, value. */
    static PalmSettings of(String... properties) {
        Map<String, String> map = new HashMap<>();
        for (int i = 0; i < properties.length; i += 2) {
            map.put(properties[i], properties[i + 1]);
        }
        return new Binder(new MapConfigurationPropertySource(map))
                .bindOrCreate("palm", Bindable.of(PalmSettings.class));
    }

    /** Why properties are refused; fails when they are not, or for another reason than a wrong setting. */
    static InvalidSetting refusal(String... properties) {
        try {
            throw new AssertionError("Accepted: " + of(properties));
        } catch (BindException e) {
            return cause(e).orElseThrow(() -> new AssertionError("No InvalidSetting among the causes", e));
        }
    }

    private static Optional<InvalidSetting> cause(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidSetting invalid) {
                return Optional.of(invalid);
            }
        }
        return Optional.empty();
    }
}
