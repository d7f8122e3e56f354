package org.palmgateway.routes.registry;

import java.nio.file.Path;

class RegistryOnH2Test extends RegistryContract {

    @Override
    TestDatabase databases(Path directory) {
        return TestDatabase.h2(directory);
    }
}
