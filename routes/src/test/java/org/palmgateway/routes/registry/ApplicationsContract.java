package org.palmgateway.routes.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.palmgateway.routes.registry.TestNode.ANYTHING;
import static org.palmgateway.routes.registry.TestNode.AUDITOR;
import static org.palmgateway.routes.registry.TestNode.DEVELOPER;
import static org.palmgateway.routes.registry.TestNode.OTHER;
import static org.palmgateway.routes.registry.TestNode.PROVINCE;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.palmgateway.routes.audit.AuditEntry;
import org.palmgateway.routes.index.CompiledRoute;
import org.palmgateway.routes.registry.Applications.Person;
import org.palmgateway.routes.registry.Applications.Wanted;
import org.palmgateway.routes.registry.BundleRevision.Format;
import org.palmgateway.routes.registry.Subscription.Stage;
import org.palmgateway.routes.registry.UsageCount.ByClass;
import org.palmgateway.routes.snapshot.Coverage;
import org.palmgateway.routes.subscription.Grant;
import org.palmgateway.routes.subscription.Grant.Kind;

/** What a registry says of applications, whatever its database. */
abstract class ApplicationsContract extends RegistryNodes {

    private static final String WHY = "for a test";
    private static final Actor CLERK = new Actor("iss", "clerk", Set.of(), "10.0.0.5");

    @BeforeEach
    void publishAnOwner() {
        node.owner("o", Owner.Approval.NONE);
        node.registry.owners().put("o", new Member("iss", "clerk", Member.Role.OPERATOR), PROVINCE, WHY);
        node.registry.owners().put("o", new Member("iss", "developer", Member.Role.DEVELOPER), PROVINCE, WHY);
        node.registry.drafts().put("o", Format.YAML, bundle("automatic"), ANYTHING, DEVELOPER, WHY);
        node.submit("o");
    }

    private static String bundle(String approval) {
        return """
                departments:
                  - id: o
                    name: { zh: 部门, en: Department }
                    region: 330000
                    upstreams: [{ id: main, url: "http://127.0.0.1:1" }]
                routes:
                  - id: o.x
                    name: { zh: 事项, en: Affair }
                    match: { methods: [GET], path: /x }
                    access: { audience: citizen, subscription: required }
                plans:
                  - { id: free, name: { zh: 免费, en: Free }, approval: %s, departments: [o] }
                  - { id: paid, name: { zh: 付费, en: Paid }, approval: manual, departments: [o] }
                """.formatted(approval);
    }

    private static Wanted wanted(String client) {
        return new Wanted("iss", client, "Clinic", "service", "citizen");
    }

    private ClientApplication application(String client, Actor actor) {
        ClientApplication begun = node.registry.applications().begin(wanted(client), actor, WHY);
        return node.registry.applications().made(begun, actor, WHY);
    }

    private static Grant plan(String client, String plan) {
        return new Grant("iss", client, "o", Kind.PLAN, plan);
    }

    private boolean isCovered(TestNode at, String client) {
        CompiledRoute route = at.live.current().bundles().get("o").routes().get("o.x");
        return at.live.current().coverage(route, "iss", client) instanceof Coverage.Covered;
    }

    private static boolean becomes(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
        return true;
    }

    private static void refused(ThrowingCallable call, Refusal refusal) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        RegistryRefused.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(refusal));
    }

    private static void refused(ThrowingCallable call, Class<? extends Refusal> kind) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        RegistryRefused.class,
                        refused -> assertThat(refused.refusal()).isInstanceOf(kind));
    }

    @Test
    void whatActsAsAnOfficialIsForTheProvinceToMake() {
        Wanted official = new Wanted("iss", "app-clerks", "Clerks", "service", "official");

        assertThatThrownBy(() -> node.registry.applications().begin(official, DEVELOPER, WHY))
                .isInstanceOfSatisfying(
                        RegistryRefused.class,
                        refused -> assertThat(refused.refusal()).isInstanceOf(Refusal.NotAllowed.class));
        node.registry.applications().begin(wanted("app-clerks"), DEVELOPER, WHY);
        assertThatThrownBy(() -> node.registry.applications().begin(official, DEVELOPER, WHY))
                .isInstanceOf(RegistryRefused.class);
        Wanted other = new Wanted("iss", "app-others", "Others", "service", "official");
        assertThat(node.registry.applications().begin(other, PROVINCE, WHY).audience())
                .isEqualTo("official");
    }

    @Test
    void whatBreaksOffAtTheIssuerIsTakenUpAgain() {
        Applications applications = node.registry.applications();
        ClientApplication begun = applications.begin(wanted("app-a"), DEVELOPER, WHY);

        ClientApplication again = applications.begin(wanted("app-a"), DEVELOPER, WHY);

        assertThat(again).isEqualTo(begun);
        assertThat(begun.stage()).isEqualTo(ClientApplication.Stage.PENDING);
        assertThat(applications.made(again, DEVELOPER, WHY).stage()).isEqualTo(ClientApplication.Stage.ACTIVE);
        assertThat(applications.begin(wanted("app-a"), DEVELOPER, WHY).stage())
                .isEqualTo(ClientApplication.Stage.ACTIVE);
    }

    @Test
    void aClientIdThatTheIssuerHasGivenAwayIsAsIfNeverAskedFor() {
        Applications applications = node.registry.applications();
        applications.taken(applications.begin(wanted("app-a"), DEVELOPER, WHY), DEVELOPER, WHY);

        assertThat(applications.list(DEVELOPER, 0, 10).total()).isZero();
        assertThat(applications.begin(wanted("app-a"), OTHER, WHY).createdBy()).isEqualTo("iss other");
    }

    @Test
    void applicationsOfOthersDoNotExistForADeveloper() {
        application("app-a", DEVELOPER);
        Applications applications = node.registry.applications();

        refused(() -> applications.application("iss", "app-a", OTHER), new Refusal.UnknownApplication("app-a"));
        refused(() -> applications.enable("iss", "app-a", false, OTHER, WHY), Refusal.UnknownApplication.class);
        refused(() -> applications.begin(wanted("app-a"), OTHER, WHY), new Refusal.Taken("app-a"));
        assertThat(applications.list(OTHER, 0, 10).items()).isEmpty();
        assertThat(applications.list(DEVELOPER, 0, 10).total()).isEqualTo(1);
        assertThat(applications.application("iss", "app-a", AUDITOR).client()).isEqualTo("app-a");
        refused(() -> applications.enable("iss", "app-a", false, AUDITOR, WHY), Refusal.NotAllowed.class);
    }

    @Test
    void beforeItIsMadeNothingIsDoneToTheIssuersClientOfItsId() {
        Applications applications = node.registry.applications();
        applications.begin(wanted("app-a"), DEVELOPER, WHY);

        refused(
                () -> applications.note("iss", "app-a", "application.secret-asked", DEVELOPER, WHY),
                Refusal.WrongStage.class);
        refused(() -> applications.enable("iss", "app-a", false, DEVELOPER, WHY), Refusal.WrongStage.class);
    }

    @Test
    void whatAnOperatorCutOffIsForAnOperatorToLetInAgain() {
        application("app-a", DEVELOPER);
        Applications applications = node.registry.applications();

        assertThat(applications.enable("iss", "app-a", false, PROVINCE, WHY).stage())
                .isEqualTo(ClientApplication.Stage.SUSPENDED);
        refused(() -> applications.enable("iss", "app-a", true, DEVELOPER, WHY), Refusal.NotAllowed.class);
        assertThat(applications.enable("iss", "app-a", false, DEVELOPER, WHY).stage())
                .isEqualTo(ClientApplication.Stage.SUSPENDED);
        assertThat(applications.enable("iss", "app-a", true, PROVINCE, WHY).stage())
                .isEqualTo(ClientApplication.Stage.ACTIVE);
    }

    @Test
    void somebodyWhoWorksOnItToo() {
        application("app-a", DEVELOPER);
        Applications applications = node.registry.applications();

        node.registry.applicationMembers().add("iss", "app-a", new Person("iss", "other"), DEVELOPER, WHY);

        assertThat(applications.list(OTHER, 0, 10).total()).isEqualTo(1);
        node.registry.applicationMembers().remove("iss", "app-a", new Person("iss", "developer"), OTHER, WHY);
        refused(() -> applications.application("iss", "app-a", DEVELOPER), Refusal.UnknownApplication.class);
        refused(
                () -> node.registry.applicationMembers().remove("iss", "app-a", new Person("iss", "other"), OTHER, WHY),
                Refusal.NotAllowed.class);
    }

    @Test
    void nobodyElseEverGetsTheIdOfOneThatIsGone() {
        ClientApplication made = application("app-a", DEVELOPER);
        Applications applications = node.registry.applications();
        node.registry.subscribing().ask(plan("app-a", "free"), DEVELOPER, WHY);

        assertThat(applications.leave("iss", "app-a", DEVELOPER, WHY).stage())
                .isEqualTo(ClientApplication.Stage.DELETING);
        assertThat(isCovered(node, "app-a")).isFalse();
        applications.gone(made, DEVELOPER, WHY);

        refused(() -> applications.application("iss", "app-a", DEVELOPER), Refusal.UnknownApplication.class);
        refused(() -> applications.begin(wanted("app-a"), OTHER, WHY), new Refusal.Taken("app-a"));
    }

    @Test
    void aPlanThatNobodyHasToAgreeToHoldsAtOnceOnEveryNode() {
        application("app-a", DEVELOPER);
        TestNode other = open("two");

        Subscription begun = node.registry.subscribing().ask(plan("app-a", "free"), DEVELOPER, WHY);

        assertThat(begun.stage()).isEqualTo(Stage.ACTIVE);
        assertThat(isCovered(node, "app-a")).isTrue();
        assertThat(becomes(() -> isCovered(other, "app-a"))).isTrue();
        assertThat(node.registry.subscribing().ask(plan("app-a", "free"), DEVELOPER, WHY))
                .isEqualTo(begun);

        node.registry.subscribing().end(plan("app-a", "free"), DEVELOPER, WHY);

        assertThat(isCovered(node, "app-a")).isFalse();
        assertThat(becomes(() -> !isCovered(other, "app-a"))).isTrue();
    }

    @Test
    void whoSpeaksForTheOwnerAgreesAndEnds() {
        application("app-a", OTHER);
        Subscribing subscribing = node.registry.subscribing();
        Grant paid = plan("app-a", "paid");

        assertThat(subscribing.ask(paid, OTHER, WHY).stage()).isEqualTo(Stage.REQUESTED);
        assertThat(isCovered(node, "app-a")).isFalse();
        refused(() -> subscribing.approve(paid, OTHER, WHY), Refusal.Unknown.class);
        refused(() -> subscribing.approve(paid, DEVELOPER, WHY), Refusal.NotAllowed.class);
        assertThat(subscribing
                        .ofOwner("o", Optional.of(Stage.REQUESTED), CLERK, 0, 10)
                        .items())
                .extracting(Subscription::what)
                .containsExactly(paid);
        assertThat(subscribing.approve(paid, CLERK, WHY).stage()).isEqualTo(Stage.ACTIVE);
        assertThat(isCovered(node, "app-a")).isTrue();
        assertThat(subscribing.withdraw(paid, CLERK, WHY).stage()).isEqualTo(Stage.ENDED);
        assertThat(isCovered(node, "app-a")).isFalse();
        assertThat(subscribing.ask(paid, OTHER, WHY).stage()).isEqualTo(Stage.REQUESTED);
        assertThat(subscribing.refuse(paid, CLERK, "no").decision()).isEqualTo("no");
        refused(() -> subscribing.approve(paid, CLERK, WHY), new Refusal.WrongStage("refused", "requested"));
    }

    @Test
    void nobodyAgreesToWhatIsHisOwn() {
        application("app-a", PROVINCE);
        node.registry.subscribing().ask(plan("app-a", "paid"), PROVINCE, WHY);

        refused(
                () -> node.registry.subscribing().approve(plan("app-a", "paid"), PROVINCE, WHY),
                Refusal.NotAllowed.class);
    }

    @Test
    void toASingleRouteSomebodyAlwaysHasToAgree() {
        application("app-a", DEVELOPER);
        Grant route = new Grant("iss", "app-a", "o", Kind.ROUTE, "o.x");

        assertThat(node.registry.subscribing().ask(route, DEVELOPER, WHY).stage())
                .isEqualTo(Stage.REQUESTED);
        node.registry.subscribing().approve(route, CLERK, WHY);

        assertThat(isCovered(node, "app-a")).isTrue();
        refused(
                () -> node.registry.subscribing().ask(plan("app-a", "none"), DEVELOPER, WHY),
                new Refusal.Unknown("plan o/none"));
    }

    @Test
    void aNodeStartsWithWhatItKnewWhenTheDatabaseDoesNotAnswer() {
        application("app-a", DEVELOPER);
        node.registry.subscribing().ask(plan("app-a", "free"), DEVELOPER, WHY);
        node.close();
        nodes.remove(node);
        TestDatabase.Address lost = new TestDatabase.Address("jdbc:postgresql://127.0.0.1:1/nowhere", "", "");

        try (TestNode alone = new TestNode(lost, "one", state)) {
            assertThat(isCovered(alone, "app-a")).isTrue();
        }
    }

    @Test
    void aPublicationAfterASubscriptionIsLiveOnAllNodes() {
        application("app-a", DEVELOPER);
        node.registry.subscribing().ask(plan("app-a", "free"), DEVELOPER, WHY);
        node.registry.drafts().put("o", Format.YAML, bundle("manual"), ANYTHING, DEVELOPER, WHY);

        Publishing.Published published = node.submit("o");

        assertThat(node.registry.feed().nodes())
                .allSatisfy(up -> assertThat(up.sequence()).isGreaterThanOrEqualTo(published.sequence()));
        assertThat(isCovered(node, "app-a")).isTrue();
    }

    @Test
    void everyChangeIsOnRecord() {
        application("app-a", DEVELOPER);
        node.registry.applications().note("iss", "app-a", "application.secret-rotated", DEVELOPER, WHY);
        node.registry.subscribing().ask(plan("app-a", "free"), DEVELOPER, WHY);

        assertThat(node.registry.audit().after(0, 100, AUDITOR))
                .extracting(AuditEntry::action)
                .contains("application.asked", "application.made", "application.secret-rotated", "subscription.begun");
        assertThat(node.registry.audit().verify(AUDITOR).problems()).isEmpty();
    }

    @Test
    void nodesAddToTheSameCounts() {
        application("app-a", OTHER);
        TestNode other = open("two");
        UsageCount some = new UsageCount("iss", "app-a", "o", "o.x", 48, new ByClass(0, 5, 0, 1, 0));
        UsageCount more = new UsageCount("iss", "app-a", "o", "o.x", 50, new ByClass(1, 2, 3, 4, 5));

        node.registry.usage().add(List.of(some));
        other.registry.usage().add(List.of(more, some));

        Usage.Range hours = new Usage.Range(48, 72, Usage.Step.HOUR, 0, 10);
        assertThat(node.registry.usage().ofApplication("iss", "app-a", hours, OTHER))
                .containsExactly(new UsageCount("iss", "app-a", "o", "o.x", 48, new ByClass(0, 10, 0, 2, 0)), more);
        Usage.Range days = new Usage.Range(48, 72, Usage.Step.DAY, 0, 10);
        assertThat(node.registry.usage().ofOwner("o", days, CLERK))
                .containsExactly(new UsageCount("iss", "app-a", "o", "o.x", 48, new ByClass(1, 12, 3, 6, 5)));
        refused(
                () -> node.registry.usage().ofApplication("iss", "app-a", hours, CLERK),
                Refusal.UnknownApplication.class);
        refused(() -> node.registry.usage().ofOwner("o", hours, OTHER), Refusal.Unknown.class);
        node.registry.usage().forget(50);
        assertThat(node.registry.usage().ofOwner("o", hours, CLERK)).containsExactly(more);
    }
}
