package org.palmgateway.routes.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class NormalPathProperties {

    @Provide
    Arbitrary<List<String>> segments() {
        Arbitrary<String> segment = Arbitraries.strings()
                .withChars("abzAZ09-._~!$&'()*+,=:@ %?#[]{}\"|^`<>杭州市é😀")
                .ofMinLength(1)
                .ofMaxLength(6)
                .filter(s -> !s.equals(".") && !s.equals("..") && wellFormed(s));
        return segment.list().ofMinSize(1).ofMaxSize(6);
    }

    private static boolean wellFormed(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).equals(text);
    }

    @Property
    void everySpellingOfAPathIsTheSamePath(@ForAll("segments") List<String> segments, @ForAll long seed)
            throws MalformedPath {
        NormalPath plain = NormalPath.of(spell(segments, new Random(seed), 0));

        NormalPath disguised = NormalPath.of(spell(segments, new Random(seed), 60));

        assertThat(disguised).isEqualTo(plain).hasSameHashCodeAs(plain).hasToString(plain.toString());
        for (int i = 0; i < segments.size(); i++) {
            assertThat(plain.segment(i)).isEqualTo(segments.get(i));
        }
    }

    @Property
    void theNormalFormOfANormalFormIsItself(@ForAll("segments") List<String> segments, @ForAll long seed)
            throws MalformedPath {
        NormalPath path = NormalPath.of(spell(segments, new Random(seed), 50));

        assertThat(NormalPath.of(path.toString())).isEqualTo(path);
    }

    @Property
    void whateverIsSentIsEitherRefusedOrBecomesAStableNormalForm(@ForAll String raw) {
        try {
            NormalPath path = NormalPath.of("/" + raw);
            assertThat(NormalPath.of(path.toString())).isEqualTo(path);
        } catch (MalformedPath e) {
            assertThat(e.reason()).isNotNull();
        }
    }

    /** Spells a path with some share of needless escapes and dot segments. */
    private static String spell(List<String> segments, Random random, int percent) {
        StringBuilder path = new StringBuilder();
        for (String segment : segments) {
            if (random.nextInt(100) < percent) {
                path.append(random.nextBoolean() ? "/." : "/%2E");
            }
            if (random.nextInt(100) < percent) {
                path.append("/x/").append(random.nextBoolean() ? ".." : "%2e.");
            }
            path.append('/');
            for (byte octet : segment.getBytes(StandardCharsets.UTF_8)) {
                boolean plain = "abzAZ09-._~!$&'()*+,=:@".indexOf(octet) >= 0;
                if (plain && random.nextInt(100) >= percent) {
                    path.append((char) octet);
                } else {
                    path.append(String.format(random.nextBoolean() ? "%%%02x" : "%%%02X", octet & 0xff));
                }
            }
        }
        return path.toString();
    }
}
