package org.palmgateway.routes.registry;

import java.nio.file.Path;

class KilledOnH2Test extends KilledContract {

    @Override
    TestDatabase databases(Path path) {
        return TestDatabase.h2(path);
    }
}
