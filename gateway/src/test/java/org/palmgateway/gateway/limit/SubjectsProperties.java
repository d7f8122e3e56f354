package org.palmgateway.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.palmgateway.gateway.exchange.Subscriber;
import org.palmgateway.routes.policy.Dimension;
import org.palmgateway.routes.policy.Limit;

class SubjectsProperties {

    private static final List<Dimension> DIMENSIONS = List.of(Dimension.values());

    /** Few texts, all of which look like something that separates, so that pairs are often nearly the same. */
    @Provide
    Arbitrary<String> words() {
        return Arbitraries.oneOf(
                Arbitraries.strings().withChars("a,;=@%#2c").ofMaxLength(4),
                Arbitraries.of("192.0.2.1", "@192.0.2.1", "citizen=a", "a;route=a", "%2c", "a".repeat(65)),
                Arbitraries.strings().withChars("ab").ofMinLength(64).ofMaxLength(66));
    }

    @Provide
    Arbitrary<Subject> subjects() {
        Arbitrary<Subject.Citizen> citizens =
                Combinators.combine(words(), words()).as(Subject.Citizen::new);
        Arbitrary<String> addresses = Arbitraries.of("192.0.2.1", "192.0.2.2", "unknown", "2001:db8::1");
        return Combinators.combine(
                        citizens.injectNull(0.3), words().injectNull(0.3), addresses, words(), words(), words())
                .as(Subject::new);
    }

    @Provide
    Arbitrary<Set<Dimension>> dimensions() {
        return Arbitraries.of(Dimension.class).set().ofMinSize(1);
    }

    @Property(tries = 5000)
    void differentSubjectsHaveDifferentTexts(
            @ForAll("subjects") Subject one,
            @ForAll("subjects") Subject other,
            @ForAll("dimensions") Set<Dimension> per,
            @ForAll("dimensions") Set<Dimension> otherPer) {
        boolean same = per.equals(otherPer) && facts(one, per).equals(facts(other, per));

        assertThat(text(one, per).equals(text(other, otherPer))).isEqualTo(same);
    }

    @Property(tries = 5000)
    void subjectsThatDifferInOneFactHaveDifferentTexts(
            @ForAll("subjects") Subject subject, @ForAll("words") String word) {
        Subject other = new Subject(
                subject.citizen(), subject.application(), subject.address(), word, subject.route(), subject.region());
        Set<Dimension> all = EnumSet.allOf(Dimension.class);

        assertThat(text(subject, all).equals(text(other, all))).isEqualTo(word.equals(subject.department()));
    }

    @Property
    void allWaysToWriteAnAddressAreOneSubscriber(@ForAll @Size(16) byte[] octets) throws Exception {
        Inet6Address address = Inet6Address.getByAddress(null, octets, -1);
        String full = address.getHostAddress();

        String subscriber = Subscriber.of(full);

        assertThat(Subscriber.of(full.toUpperCase(Locale.ROOT))).isEqualTo(subscriber);
        assertThat(Subscriber.of(full.replaceFirst(":0(:0)+:", "::"))).isEqualTo(subscriber);
        assertThat(Subscriber.of(full + "%7")).isEqualTo(subscriber);
        byte[] neighbour = Arrays.copyOf(Arrays.copyOf(octets, 8), 16);
        assertThat(Subscriber.of(InetAddress.getByAddress(neighbour).getHostAddress()))
                .isEqualTo(subscriber);
    }

    private static List<Object> facts(Subject subject, Set<Dimension> per) {
        Object address = subject.address();
        Function<Dimension, Object> fact = dimension -> switch (dimension) {
            case CITIZEN -> subject.citizen() == null ? List.of(address) : subject.citizen();
            case APPLICATION -> subject.application() == null ? List.of(address) : subject.application();
            case ADDRESS -> address;
            case DEPARTMENT -> subject.department();
            case ROUTE -> subject.route();
            case REGION -> subject.region();
        };
        return DIMENSIONS.stream().filter(per::contains).map(fact).toList();
    }

    private static String text(Subject subject, Set<Dimension> per) {
        Limit limit = new Limit("any", 1, Duration.ofSeconds(1), 1, per, Limit.Mode.ENFORCE);
        return Subjects.demands(List.of(TestDemands.placed(limit)), 1, subject)
                .get(0)
                .key()
                .subject();
    }
}
