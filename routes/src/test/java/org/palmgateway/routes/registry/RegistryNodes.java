package org.palmgateway.routes.registry;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.palmgateway.routes.snapshot.CandidateCheck;

/** Nodes of one registry, whose database is new for every test. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RegistryNodes {

    TestDatabase.Address address;
    Path state;
    TestNode node;

    private final AtomicInteger names = new AtomicInteger();
    final List<TestNode> nodes = new ArrayList<>();
    private TestDatabase databases;

    abstract TestDatabase databases(Path directory);

    @BeforeAll
    void startDatabase(@TempDir Path directory) {
        databases = databases(directory);
    }

    @AfterAll
    void stopDatabase() {
        databases.close();
    }

    @BeforeEach
    void openRegistry(@TempDir Path directory) {
        state = directory;
        address = databases.fresh("registry" + names.incrementAndGet());
        node = open("one");
    }

    @AfterEach
    void closeRegistries() {
        nodes.forEach(TestNode::close);
        nodes.clear();
    }

    TestNode open(String name, CandidateCheck... checks) {
        TestNode opened = new TestNode(address, name, state, checks);
        nodes.add(opened);
        return opened;
    }

    void close(TestNode closed) {
        closed.close();
        nodes.remove(closed);
    }
}
