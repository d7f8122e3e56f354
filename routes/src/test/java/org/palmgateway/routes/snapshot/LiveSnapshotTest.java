package org.palmgateway.routes.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.palmgateway.routes.region.Divisions;

class LiveSnapshotTest {

    private final Snapshot first = Snapshot.empty(Divisions.zhejiang());
    private final LiveSnapshot live = new LiveSnapshot(first);
    private final List<Long> told = new ArrayList<>();

    @Test
    void listenersAreToldOfTheNextSnapshotOnceItIsInUse() {
        live.onReplace(snapshot -> told.add(live.current().revision()));

        Snapshot now = live.update(snapshot -> snapshot.withRevision(7));

        assertThat(now).isSameAs(live.current());
        assertThat(told).containsExactly(7L);
    }

    @Test
    void aChangeThatLeavesAllAsItIsTellsNobody() {
        live.onReplace(snapshot -> told.add(snapshot.revision()));

        assertThat(live.update(snapshot -> snapshot)).isSameAs(first);
        assertThat(told).isEmpty();
    }
}
