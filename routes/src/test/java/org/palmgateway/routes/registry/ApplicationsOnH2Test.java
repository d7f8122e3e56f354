package org.palmgateway.routes.registry;

import java.nio.file.Path;

class ApplicationsOnH2Test extends ApplicationsContract {

    @Override
    TestDatabase databases(Path directory) {
        return TestDatabase.h2(directory);
    }
}
