package org.palmgateway.auth.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyDocumentsTest {

    private final KeySource https = new KeySource(URI.create("https://id.example/realm"), null);

    @Test
    void addressOfTheKeysIsRead() {
        URI address = KeyDocuments.keysAddress(https, discovery("https://id.example/realm", "https://id.example/keys"));

        assertThat(address).isEqualTo(URI.create("https://id.example/keys"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://other.example/realm", "https://id.example/realm/", "HTTPS://id.example/realm"})
    void anotherIssuersDocumentIsRefused(String issuer) {
        String document = discovery(issuer, "https://id.example/keys");

        assertThatThrownBy(() -> KeyDocuments.keysAddress(https, document))
                .isInstanceOf(KeysNotFetched.class)
                .hasMessageContaining("https://id.example/realm");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://id.example/keys", "file:///etc/passwd", "/keys", "ftp://id.example/keys"})
    void keysOfAnHttpsIssuerMustBeAtHttps(String address) {
        String document = discovery("https://id.example/realm", address);

        assertThatThrownBy(() -> KeyDocuments.keysAddress(https, document)).isInstanceOf(KeysNotFetched.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "null", "{", "{\"issuer\":1}", "{\"issuer\":\"https://id.example/realm\"}"})
    void unreadableDiscoveryDocumentIsRefused(String document) {
        assertThatThrownBy(() -> KeyDocuments.keysAddress(https, document)).isInstanceOf(KeysNotFetched.class);
    }

    @Test
    void finalSlashOfTheIssuerIsDroppedForDiscovery() {
        KeySource slash = new KeySource(URI.create("https://id.example/realm/"), null);

        assertThat(slash.discovery()).isEqualTo(https.discovery());
    }

    @Test
    void symmetricAndShortKeysAreDropped() {
        JWK symmetric = new OctetSequenceKey.Builder(new byte[32]).keyID("oct").build();
        JWK weak = TestKeys.rsa("weak", 1024);

        JWKSet kept = KeyDocuments.publicKeys(json(symmetric, weak, TestKeys.RSA, TestKeys.EC));

        assertThat(kept.getKeys()).extracting(JWK::getKeyID).containsExactly("rsa", "ec");
    }

    @Test
    void privatePartsAreDropped() {
        JWKSet kept = KeyDocuments.publicKeys(json(TestKeys.RSA, TestKeys.EC));

        assertThat(kept.getKeys()).hasSize(2).noneMatch(JWK::isPrivate);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "{}", "{\"keys\":[]}", "{\"keys\":[{\"kty\":\"RSA\"}]}", "<html>"})
    void setWithoutUsableKeysIsRefused(String document) {
        assertThatThrownBy(() -> KeyDocuments.publicKeys(document)).isInstanceOf(KeysNotFetched.class);
    }

    private static String discovery(String issuer, String keys) {
        return "{\"issuer\":\"" + issuer + "\",\"jwks_uri\":\"" + keys + "\"}";
    }

    private static String json(JWK... keys) {
        return new JWKSet(List.of(keys)).toString(false);
    }
}
