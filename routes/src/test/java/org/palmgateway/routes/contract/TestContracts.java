package org.palmgateway.routes.contract;

/** OpenAPI documents that tests begin with. */
public final class TestContracts {

    private TestContracts() {}

    /** Reads a document that is sound. */
    public static Contract contract(String text) {
        ContractReading reading = new ContractReader().read("main", "api.yaml", text);
        if (reading instanceof ContractReading.Sound sound) {
            return sound.contract();
        }
        throw new AssertionError(reading);
    }

    /** Returns a document with these paths and components, in YAML with two spaces of indent. */
    public static String document(String version, String paths, String components) {
        return "openapi: " + version + "\ninfo: { title: Test, version: '1' }\npaths:\n" + paths.indent(2)
                + (components.isEmpty() ? "" : "components:\n" + components.indent(2));
    }
}
