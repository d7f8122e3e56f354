package org.palmgateway.auth.dpop;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NormalTargetTest {

    @ParameterizedTest
    @CsvSource({
        "HTTPS://palm.example/a, https://palm.example/a",
        "https://Palm.EXAMPLE/a, https://palm.example/a",
        "https://palm.example:443/a, https://palm.example/a",
        "http://palm.example:80/a, http://palm.example/a",
        "https://palm.example:/a, https://palm.example/a",
        "https://palm.example, https://palm.example/",
        "https://palm.example?q, https://palm.example/#f",
        "https://palm.example/a?q=1#f, https://palm.example/a",
        "https://palm.example/%7Ea%2fb, https://palm.example/~a%2Fb",
        "https://palm.example/%41%2D%5f, https://palm.example/A-_",
        "https://p%61lm.example/a, https://palm.example/a",
        "https://palm.example/x/../a/./b, https://palm.example/a/b",
        "https://palm.example/x/%2e%2E/a, https://palm.example/a",
        "https://palm.example/../a, https://palm.example/a",
        "https://palm.example/a/., https://palm.example/a/",
        "https://palm.example/a/b/.., https://palm.example/a/",
        "https://palm.example/.., https://palm.example/",
        "https://[2001:DB8::1]:443/a, https://[2001:db8::1]/a",
        "https://api_gateway:443/a, https://api_gateway/a",
    })
    void spellingsOfOneTargetAreEqual(String one, String other) {
        assertThat(NormalTarget.of(one)).isPresent().isEqualTo(NormalTarget.of(other));
    }

    @ParameterizedTest
    @CsvSource({
        "http://palm.example/a, https://palm.example/a",
        "https://palm.example/a, https://palm.example/A",
        "https://palm.example/a, https://palm.example/a/",
        "https://palm.example/a, https://palm.example//a",
        "https://palm.example/a//b, https://palm.example/a/b",
        "https://palm.example/a%2Fb, https://palm.example/a/b",
        "https://palm.example/a%252Fb, https://palm.example/a%2Fb",
        "https://palm.example/a;v=1, https://palm.example/a",
        "https://palm.example:8443/a, https://palm.example/a",
        "https://palm.example:80/a, https://palm.example/a",
        "http://palm.example:443/a, http://palm.example/a",
        "https://palm.example/a, https://palm.example.evil/a",
        "https://[2001:db8::1]/a, https://[2001:db8::1]:1/a",
        "https://api_gateway:8443/a, https://api_gateway/a",
    })
    void differentTargetsDiffer(String one, String other) {
        assertThat(NormalTarget.of(one)).isPresent().isNotEqualTo(NormalTarget.of(other));
        assertThat(NormalTarget.of(other)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/a",
                "//palm.example/a",
                "palm.example/a",
                "ftp://palm.example/a",
                "https:palm.example/a",
                "https:///a",
                "https://:443/a",
                "https://user@palm.example/a",
                "https://palm.example/%zz",
                "https://palm.example/a b",
                " https://palm.example/a",
            })
    void whatIsNoWebAddressIsNoTarget(String text) {
        assertThat(NormalTarget.of(text)).isEmpty();
    }

    @Test
    void scopeOfAnAddressIsNoPercentEncoding() {
        assertThat(NormalTarget.of(URI.create("https://[fe80::1%eth0]/a"))).isPresent();
    }
}
