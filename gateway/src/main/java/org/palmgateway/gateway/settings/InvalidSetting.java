package org.palmgateway.gateway.settings;

/** A setting with a value that cannot be used; stops the start with a sentence that says what to write instead. */
public final class InvalidSetting extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /**
     * Names the setting.
     *
     * @param name the property, such as {@code palm.admin.port}
     * @param value what is written there; never a secret
     * @param expected what may be written
     */
    public InvalidSetting(String name, Object value, String expected) {
        super(name + ": " + value + " (expected: " + expected + ")");
    }
}
