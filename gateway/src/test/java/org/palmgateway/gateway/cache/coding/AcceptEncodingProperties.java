package org.palmgateway.gateway.cache.coding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class AcceptEncodingProperties {

    @Property
    void noTextAtAllIsTooMuch(@ForAll List<String> values, @ForAll String token) {
        AcceptEncoding accept = AcceptEncoding.of(values);

        accept.accepts(token);
        assertThat(accept.preferred()).allMatch(accept::accepts);
    }

    @Property
    void whatIsPreferredIsAccepted(@ForAll("nearlyFields") List<String> values) {
        AcceptEncoding accept = AcceptEncoding.of(values);

        assertThat(accept.preferred()).doesNotHaveDuplicates().allMatch(accept::accepts);
        assertThat(Coding.values()).allMatch(coding -> accept.accepts(coding) == accept.accepts(coding.token()));
    }

    @Provide
    Arbitrary<List<String>> nearlyFields() {
        return Arbitraries.of(
                        "gzip", "x-gzip", "br", "zstd", "identity", "*", ";", "q", "=", "0", "1", ".", ",", " ", "\t")
                .list()
                .ofMaxSize(60)
                .map(parts -> String.join("", parts))
                .list()
                .ofMaxSize(3);
    }
}
