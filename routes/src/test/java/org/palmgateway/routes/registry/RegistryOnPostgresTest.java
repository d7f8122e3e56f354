package org.palmgateway.routes.registry;

import java.nio.file.Path;

class RegistryOnPostgresTest extends RegistryContract {

    @Override
    TestDatabase databases(Path directory) {
        return TestDatabase.postgres();
    }
}
