package org.palmgateway.routes.registry;

import java.nio.file.Path;

class ApplicationsOnPostgresTest extends ApplicationsContract {

    @Override
    TestDatabase databases(Path directory) {
        return TestDatabase.postgres();
    }
}
