package org.palmgateway.routes.registry;

import java.nio.file.Path;

class KilledOnPostgresTest extends KilledContract {

    @Override
    TestDatabase databases(Path path) {
        return TestDatabase.postgres();
    }
}
