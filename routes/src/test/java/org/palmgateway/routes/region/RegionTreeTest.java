package org.palmgateway.routes.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.StringReader;
import org.junit.jupiter.api.Test;

class RegionTreeTest {

    @Test
    void theWayUpLeadsFromCountyOverCityToProvince() {
        RegionTree zhejiang = Divisions.zhejiang();

        assertThat(zhejiang.chain("330106"))
                .hasValueSatisfying(chain -> assertThat(chain.codes()).containsExactly("330106", "330100", "330000"));
    }

    @Test
    void allDivisionsOfZhejiangAreThere() {
        assertThat(Divisions.zhejiang().size()).isEqualTo(102);
    }

    @Test
    void aRequestWithoutRegionMeansTheProvince() {
        RegionChain chain = Divisions.zhejiang().unnamed();

        assertThat(chain.requested()).isEqualTo("330000");
        assertThat(chain.explicit()).isFalse();
    }

    @Test
    void anUnknownCodeHasNoWayUp() {
        assertThat(Divisions.zhejiang().chain("110000")).isEmpty();
    }

    @Test
    void aMistakeInTheTableIsNamedWithItsLine() {
        String table = "code,name,level,parent\n330000,浙江省,province,\n3301,杭州市,city,330000\n";

        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(table))
                .withMessageContaining("line 3")
                .withMessageContaining("six digits");
    }

    @Test
    void aRegionWithoutItsParentIsRefused() {
        String table = "code,name,level,parent\n330000,浙江省,province,\n330106,西湖区,county,330100\n";

        assertThatIllegalArgumentException().isThrownBy(() -> read(table)).withMessageContaining("330106");
    }

    private static RegionTree read(String table) throws IOException {
        return Divisions.read(new StringReader(table));
    }
}
