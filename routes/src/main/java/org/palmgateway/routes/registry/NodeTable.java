package org.palmgateway.routes.registry;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How far each node has come, in the database. */
final class NodeTable {

    /** A node that has said nothing for so long is taken for stopped; nobody waits for it. */
    private static final Duration SILENT = Duration.ofSeconds(10);

    private final JdbcClient jdbc;

    NodeTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void report(NodeState node) {
        int known = jdbc.sql("update palm_node set sequence = ?, revision = ?, seen_at = ? where node = ?")
                .params(node.sequence(), node.revision(), node.seenAt().toEpochMilli(), node.node())
                .update();
        if (known == 0) {
            jdbc.sql("insert into palm_node (node, sequence, revision, seen_at) values (?, ?, ?, ?)")
                    .params(
                            node.node(),
                            node.sequence(),
                            node.revision(),
                            node.seenAt().toEpochMilli())
                    .update();
        }
    }

    void forget(String node) {
        jdbc.sql("delete from palm_node where node = ?").param(node).update();
    }

    /** Returns the nodes that are up. */
    List<NodeState> up(Instant now) {
        return jdbc.sql("select node, sequence, revision, seen_at from palm_node where seen_at > ? order by node")
                .param(now.minus(SILENT).toEpochMilli())
                .query((row, number) -> new NodeState(
                        row.getString(1), row.getLong(2), row.getLong(3), Instant.ofEpochMilli(row.getLong(4))))
                .list();
    }
}
