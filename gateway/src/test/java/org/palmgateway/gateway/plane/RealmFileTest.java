package org.palmgateway.gateway.plane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palmgateway.gateway.settings.InvalidSetting;

class RealmFileTest {

    private static final String SECRET = "--palm.realm.secret=0123456789abcdef0123456789abcdef";

    @TempDir
    private Path directory;

    @Test
    void everyDepartmentOfTheBundlesIsAClient() throws IOException, ParseException {
        bundle();

        String json = RealmFile.json(
                bundles(),
                "--palm.data-plane.public-uri=https://api.example.gov.cn",
                "--palm.realm.name=citizens",
                "--palm.realm.mobile-redirects=https://app.example.gov.cn/signed-in",
                SECRET);

        Map<String, Object> realm = JSONObjectUtils.parse(json);
        assertThat(realm).containsEntry("realm", "citizens");
        assertThat((List<?>) realm.get("clients"))
                .extracting(client -> ((Map<?, ?>) client).get("clientId"))
                .map(String::valueOf)
                .contains("palm-mobile", "palm-console", "palm-gateway", "zj-tax");
        assertThat(json).contains("https://api.example.gov.cn/.palm/backchannel-logout");
    }

    @Test
    void whatIsMissingIsNamed() throws IOException {
        bundle();

        assertThatThrownBy(() -> RealmFile.json(bundles(), SECRET))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageStartingWith("palm.data-plane.public-uri: missing");
        assertThatThrownBy(() -> RealmFile.json(bundles(), "--palm.data-plane.public-uri=https://api.example.gov.cn"))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageStartingWith("palm.realm.secret: missing");
    }

    private String bundles() {
        return "--palm.bundles.directory=" + directory;
    }

    private void bundle() throws IOException {
        Files.writeString(
                directory.resolve("tax.yaml"),
                BundleText.of("zj-tax", "330000", "http://127.0.0.1:1")
                        .route("tax.open", "GET", "/open", "audience: public")
                        .toString());
    }
}
