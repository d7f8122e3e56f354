package org.palmgateway.routes.registry;

import java.nio.file.Path;
import org.palmgateway.routes.registry.Owner.Approval;

/** A process that publishes one revision after the other and says of each that it is published, until it is killed. */
final class PublishingProcess {

    private PublishingProcess() {}

    public static void main(String[] arguments) {
        TestDatabase.Address address = new TestDatabase.Address(arguments[0], arguments[1], "");
        int first = Integer.parseInt(arguments[3]);
        int last = Integer.parseInt(arguments[4]);
        try (TestNode node = new TestNode(address, "publisher", Path.of(arguments[2]))) {
            if (first == 1) {
                node.drafted("a", Approval.NONE, "a.first", "/first");
            }
            for (int i = first; i <= last; i++) {
                node.draft("a", "a.r" + i, "/r" + i);
                System.out.println(
                        "published " + i + " " + node.submit("a").revision().number());
            }
        }
    }
}
