package org.palmgateway.routes.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.palmgateway.routes.registry.TestNode.ANYTHING;
import static org.palmgateway.routes.registry.TestNode.AUDITOR;
import static org.palmgateway.routes.registry.TestNode.DEVELOPER;
import static org.palmgateway.routes.registry.TestNode.OTHER;
import static org.palmgateway.routes.registry.TestNode.PROVINCE;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.palmgateway.routes.audit.AuditEntry;
import org.palmgateway.routes.document.DocumentProblem;
import org.palmgateway.routes.model.LocalText;
import org.palmgateway.routes.model.Origin;
import org.palmgateway.routes.registry.BundleRevision.Format;
import org.palmgateway.routes.registry.BundleRevision.Stage;
import org.palmgateway.routes.registry.Owner.Approval;
import org.palmgateway.routes.snapshot.CandidateCheck.Failure;
import org.palmgateway.routes.snapshot.Overlap;
import org.palmgateway.routes.snapshot.TestBundles;

/** What a registry does, whatever its database. */
abstract class RegistryContract extends RegistryNodes {

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
    void aDraftIsNotLive() {
        BundleRevision draft = node.drafted("a", Approval.NONE, "a.x", "/x");

        assertThat(draft.stage()).isEqualTo(Stage.DRAFT);
        assertThat(draft.number()).isEqualTo(1);
        assertThat(node.hit("/x")).isEqualTo("none");
    }

    @Test
    void whatNobodyHasToAgreeToIsLiveWhenItIsSubmitted() {
        node.drafted("a", Approval.NONE, "a.x", "/x");

        Publishing.Published published = node.submit("a");

        assertThat(published.revision().stage()).isEqualTo(Stage.PUBLISHED);
        assertThat(published.sequence()).isEqualTo(1);
        assertThat(node.hit("/x")).isEqualTo("a.x");
    }

    @Test
    void whatSomebodyHasToAgreeToIsLiveWhenSomebodyDoes() {
        node.drafted("a", Approval.DEPARTMENT, "a.x", "/x");

        Publishing.Published waiting = node.submit("a");

        assertThat(waiting.revision().stage()).isEqualTo(Stage.IN_REVIEW);
        assertThat(node.hit("/x")).isEqualTo("none");
        node.registry.publishing().approve("a", 1, PROVINCE, "looks good");
        assertThat(node.hit("/x")).isEqualTo("a.x");
    }

    @Test
    void approvingTwiceIsApprovingOnce() {
        node.drafted("a", Approval.DEPARTMENT, "a.x", "/x");
        node.submit("a");
        node.registry.publishing().approve("a", 1, PROVINCE, "looks good");

        Publishing.Published again = node.registry.publishing().approve("a", 1, PROVINCE, "looks good");

        assertThat(again.revision().stage()).isEqualTo(Stage.PUBLISHED);
        assertThat(again.sequence()).isEqualTo(1);
    }

    @Test
    void nobodyAgreesToWhatIsHisOwn() {
        node.drafted("a", Approval.DEPARTMENT, "a.x", "/x");
        node.registry.owners().put("a", new Member("iss", "developer", Member.Role.OPERATOR), PROVINCE, "");
        node.submit("a");

        refused(
                () -> node.registry.publishing().approve("a", 1, DEVELOPER, "mine"),
                new Refusal.NotAllowed("somebody else than who submitted it"));
    }

    @Test
    void aDeveloperDoesNotAgreeForAnOwner() {
        node.drafted("a", Approval.DEPARTMENT, "a.x", "/x");
        node.registry.owners().put("a", new Member("iss", "other", Member.Role.DEVELOPER), PROVINCE, "");
        node.submit("a");

        refused(() -> node.registry.publishing().approve("a", 1, OTHER, ""), Refusal.NotAllowed.class);
        node.registry.owners().put("a", new Member("iss", "other", Member.Role.OPERATOR), PROVINCE, "");
        assertThat(node.registry.publishing().approve("a", 1, OTHER, "").sequence())
                .isEqualTo(1);
    }

    @Test
    void whatTheProvinceHasToAgreeToNobodyElseDoes() {
        node.drafted("a", Approval.PROVINCE, "a.x", "/x");
        node.registry.owners().put("a", new Member("iss", "other", Member.Role.OPERATOR), PROVINCE, "");
        node.submit("a");

        refused(
                () -> node.registry.publishing().approve("a", 1, OTHER, ""),
                new Refusal.NotAllowed("an operator of the province"));
    }

    @Test
    void anOwnerThatSomebodyMayNotSeeDoesNotExistForHim() {
        node.drafted("a", Approval.NONE, "a.x", "/x");

        refused(() -> node.registry.drafts().pending("a", OTHER), new Refusal.Unknown("owner a"));
        refused(() -> node.registry.drafts().pending("b", OTHER), new Refusal.Unknown("owner b"));
        refused(() -> node.registry.publishing().submit("a", ANYTHING, OTHER, ""), new Refusal.Unknown("owner a"));
        assertThat(node.registry.owners().list(OTHER, 0, 10).items()).isEmpty();
        assertThat(node.registry.owners().list(DEVELOPER, 0, 10).items())
                .extracting(Owner::id)
                .containsExactly("a");
    }

    @Test
    void anAuditorSeesEverythingAndChangesNothing() {
        node.drafted("a", Approval.NONE, "a.x", "/x");

        assertThat(node.registry.drafts().pending("a", AUDITOR).number()).isEqualTo(1);
        refused(
                () -> node.registry
                        .drafts()
                        .put("a", Format.YAML, TestBundles.bundle("a", "a.y", "/y"), ANYTHING, AUDITOR, ""),
                Refusal.NotAllowed.class);
        refused(() -> node.registry.publishing().submit("a", ANYTHING, AUDITOR, ""), Refusal.NotAllowed.class);
        refused(() -> node.registry.publishing().approve("a", 1, AUDITOR, ""), Refusal.NotAllowed.class);
        refused(
                () -> node.registry.owners().put("a", new Member("iss", "x", Member.Role.OPERATOR), AUDITOR, ""),
                Refusal.NotAllowed.class);
    }

    @Test
    void aDeveloperBecomesAnOwnerWhomTheProvinceHasToAgreeWith() {
        Owner wanted = new Owner("mine", new LocalText("我的", "Mine"), Approval.NONE, 0);
        refused(() -> node.registry.owners().put(wanted, ANYTHING, DEVELOPER, ""), Refusal.NotAllowed.class);

        Owner made = node.registry
                .owners()
                .put(new Owner("mine", wanted.name(), Approval.PROVINCE, 0), ANYTHING, DEVELOPER, "");

        assertThat(made.approval()).isEqualTo(Approval.PROVINCE);
        assertThat(node.registry.owners().members("mine", DEVELOPER))
                .containsExactly(new Member("iss", "developer", Member.Role.DEVELOPER));
        refused(() -> node.registry.owners().put(wanted, ANYTHING, OTHER, ""), new Refusal.Unknown("owner mine"));
    }

    @Test
    void aDraftThatWasChangedMeanwhileIsNotOverwritten() {
        BundleRevision draft = node.drafted("a", Approval.NONE, "a.x", "/x");
        BundleRevision second = node.draft("a", "a.y", "/y");

        refused(
                () -> node.registry
                        .drafts()
                        .put(
                                "a",
                                Format.YAML,
                                TestBundles.bundle("a", "a.z", "/z"),
                                new Expected.Version(draft.version()),
                                DEVELOPER,
                                ""),
                new Refusal.Stale(second.version()));
        refused(
                () -> node.registry.publishing().submit("a", new Expected.Version(draft.version()), DEVELOPER, ""),
                new Refusal.Stale(second.version()));
    }

    @Test
    void theSameDraftPutTwiceIsPutOnce() {
        BundleRevision first = node.drafted("a", Approval.NONE, "a.x", "/x");
        int entries = node.registry.audit().after(0, 100, AUDITOR).size();

        BundleRevision again = node.draft("a", "a.x", "/x");

        assertThat(again.version()).isEqualTo(first.version());
        assertThat(node.registry.audit().after(0, 100, AUDITOR)).hasSize(entries);
    }

    @Test
    void aBundleWithMistakesIsNoDraft() {
        node.owner("a", Approval.NONE);

        assertThatThrownBy(() -> node.registry
                        .drafts()
                        .put("a", Format.YAML, "departments: []\nroutes: []\nextra: 1", ANYTHING, PROVINCE, ""))
                .isInstanceOfSatisfying(
                        RegistryRefused.class,
                        refused -> assertThat(((Refusal.Unfit) refused.refusal()).problems())
                                .extracting(DocumentProblem::field)
                                .contains("departments", "extra"));
    }

    @Test
    void whatCollidesWithAnotherOwnerIsNotSubmitted() {
        node.published("a", "a.x", "/x/{id}");
        node.drafted("b", Approval.NONE, "b.x", "/x/{other}");

        refused(() -> node.submit("b"), Refusal.Unfit.class);
        assertThat(node.hit("/x/1")).isEqualTo("a.x");
        assertThat(node.live.current().quarantined()).isEmpty();
    }

    @Test
    void whatBreaksAnExampleOfAnotherOwnerIsRefusedWithItsName() {
        Failure failure = new Failure("a", "first", new Origin("a.yaml", 7), "route: a.x", "route: b.y");
        close(node);
        node = open("strict", candidate -> candidate.bundles().containsKey("b") ? List.of(failure) : List.of());
        node.published("a", "a.x", "/x");
        node.drafted("b", Approval.NONE, "b.y", "/y");

        refused(
                () -> node.submit("b"),
                new Refusal.Unfit(
                        List.of(new DocumentProblem("a.yaml", 7, "examples.first of a", "route: b.y", "route: a.x"))));
        assertThat(node.hit("/x")).isEqualTo("a.x");
        assertThat(node.hit("/y")).isEqualTo("none");
    }

    @Test
    void anExampleThatIsBrokenAnywayKeepsNobodyFromPublishing() {
        Failure failure = new Failure("c", "first", new Origin("c.yaml", 7), "route: c.x", "code: unknown-path");
        close(node);
        node = open("strict", candidate -> List.of(failure));

        node.published("a", "a.x", "/x");

        assertThat(node.hit("/x")).isEqualTo("a.x");
    }

    @Test
    void anothersRouteIsNotShadowedWithoutThatOwnersConsent() {
        node.published("a", "a.x", "/x/{id}");
        node.drafted("b", Approval.NONE, "b.x", "/x/special");

        assertThatThrownBy(() -> node.submit("b"))
                .isInstanceOfSatisfying(
                        RegistryRefused.class,
                        refused -> assertThat(((Refusal.Unfit) refused.refusal()).problems())
                                .singleElement()
                                .satisfies(problem -> {
                                    assertThat(problem.value()).isEqualTo("GET /x/special in 330000");
                                    assertThat(problem.expected()).contains("consent of a", "a.x");
                                }));
        assertThat(node.hit("/x/special")).isEqualTo("a.x");
        node.registry.owners().consent("a", "b", true, PROVINCE, "they may");
        node.submit("b");
        assertThat(node.hit("/x/special")).isEqualTo("b.x");
        assertThat(node.hit("/x/other")).isEqualTo("a.x");
    }

    @Test
    void whatAnotherOwnerAnswersOfARoutesRequestsIsReported() {
        node.published("a", "a.x", "/x/special");
        node.drafted("b", Approval.NONE, "b.x", "/x/{id}");

        Candidate candidate = node.registry.publishing().candidate("b", DEVELOPER);

        assertThat(candidate.problems()).isEmpty();
        assertThat(candidate.overlaps().shown())
                .extracting(Overlap::kind, Overlap::own, Overlap::other)
                .containsExactly(tuple(Overlap.Kind.SHADOWED, "b.x", "a.x"));
    }

    @Test
    void aPublishedAndAPendingRevisionStandSideBySide() {
        node.published("a", "a.x", "/x");

        BundleRevision draft = node.draft("a", "a.x", "/x", "a.y", "/y");

        assertThat(draft.number()).isEqualTo(2);
        assertThat(node.registry.drafts().published("a", DEVELOPER).number()).isEqualTo(1);
        assertThat(node.registry.drafts().pending("a", DEVELOPER).number()).isEqualTo(2);
        assertThat(node.hit("/y")).isEqualTo("none");
    }

    @Test
    void anOlderRevisionComesBackAsANewOne() {
        node.published("a", "a.x", "/x");
        node.draft("a", "a.y", "/y");
        node.submit("a");

        Publishing.Published back = node.registry.publishing().rollBack("a", 1, DEVELOPER, "y was wrong");

        assertThat(back.revision().number()).isEqualTo(3);
        assertThat(node.hit("/x")).isEqualTo("a.x");
        assertThat(node.hit("/y")).isEqualTo("none");
        assertThat(node.registry.drafts().revisions("a", DEVELOPER, 0, 10).items())
                .extracting(BundleRevision::stage)
                .containsExactly(Stage.PUBLISHED, Stage.SUPERSEDED, Stage.SUPERSEDED);
        refused(() -> node.registry.publishing().rollBack("a", 3, DEVELOPER, ""), Refusal.WrongStage.class);
    }

    @Test
    void whatIsInReviewIsNotWrittenOnUntilItIsWithdrawn() {
        node.drafted("a", Approval.DEPARTMENT, "a.x", "/x");
        node.submit("a");

        refused(() -> node.draft("a", "a.y", "/y"), Refusal.WrongStage.class);
        refused(() -> node.submit("a"), new Refusal.WrongStage("in-review", "draft"));
        assertThat(node.registry.drafts().withdraw("a", DEVELOPER, "").stage()).isEqualTo(Stage.DRAFT);
        assertThat(node.draft("a", "a.y", "/y").number()).isEqualTo(1);
    }

    @Test
    void whatWasRefusedIsOverAndTheNextDraftIsANewRevision() {
        node.drafted("a", Approval.DEPARTMENT, "a.x", "/x");
        node.submit("a");

        BundleRevision refusedOne = node.registry.publishing().refuse("a", 1, PROVINCE, "not like this");

        assertThat(refusedOne.stage()).isEqualTo(Stage.REFUSED);
        refused(
                () -> node.registry.publishing().approve("a", 1, PROVINCE, ""),
                new Refusal.WrongStage("refused", "in-review"));
        assertThat(node.draft("a", "a.x", "/x").number()).isEqualTo(2);
    }

    @Test
    void anOwnerInTheDirectoryIsReadOnly() {
        node.inDirectory.add("a");

        refused(() -> node.owner("a", Approval.NONE), new Refusal.InDirectory("a"));
        refused(() -> node.draft("a", "a.x", "/x"), new Refusal.InDirectory("a"));
    }

    @Test
    void theDirectoryHidesTheRegistrysBundleWhileItHasOne() {
        node.published("a", "a.x", "/x");
        TestNode two = new TestNode(address, "two", state, Set.of("a"));
        nodes.add(two);

        assertThat(two.hit("/x")).isEqualTo("none");
        two.inDirectory.remove("a");
        assertThat(becomes(() -> two.hit("/x").equals("a.x"))).isTrue();
    }

    @Test
    void whatOneNodePublishesTheOthersServe() {
        TestNode two = open("two");

        node.published("a", "a.x", "/x");

        assertThat(becomes(() -> two.hit("/x").equals("a.x"))).isTrue();
        assertThat(becomes(() -> node.registry.feed().nodes().stream().allMatch(each -> each.sequence() == 1)))
                .isTrue();
    }

    @Test
    void twoWhoPublishAtTheSameMomentBothDoOrOneLearnsWhyNot() throws Exception {
        TestNode two = open("two");
        node.drafted("a", Approval.NONE, "a.x", "/x/{id}");
        node.drafted("b", Approval.NONE, "b.x", "/x/{id}");
        node.drafted("c", Approval.NONE, "c.y", "/y");
        CountDownLatch start = new CountDownLatch(1);

        List<CompletableFuture<String>> all =
                List.of(publishing(start, node, "a"), publishing(start, two, "b"), publishing(start, two, "c"));
        start.countDown();
        List<String> outcomes = new ArrayList<>();
        for (CompletableFuture<String> each : all) {
            outcomes.add(each.get(30, TimeUnit.SECONDS));
        }

        assertThat(outcomes.subList(0, 2)).containsExactlyInAnyOrder("live", "Unfit");
        assertThat(outcomes.get(2)).isEqualTo("live");
        String winner = outcomes.get(0).equals("live") ? "a.x" : "b.x";
        for (TestNode each : List.of(node, two)) {
            assertThat(becomes(() -> each.hit("/x/1").equals(winner))).isTrue();
            assertThat(becomes(() -> each.hit("/y").equals("c.y"))).isTrue();
        }
        assertThat(node.registry.audit().verify(AUDITOR).problems()).isEmpty();
    }

    private static CompletableFuture<String> publishing(CountDownLatch start, TestNode at, String owner) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                start.await();
                at.submit(owner);
                return "live";
            } catch (RegistryRefused e) {
                return e.refusal().getClass().getSimpleName();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    void aDatabaseThatGoesAwayInTheMiddleOfAPublishLosesNothingAndLeavesNothingHalfDone() {
        AtomicBoolean goes = new AtomicBoolean();
        TestNode publisher = open("two", candidate -> {
            if (goes.getAndSet(false)) {
                address.goAway();
            }
            return List.of();
        });
        publisher.published("a", "a.x", "/x");
        BundleRevision draft = publisher.draft("a", "a.x", "/x", "a.y", "/y");
        goes.set(true);

        refused(() -> publisher.submit("a"), Refusal.StoreUnavailable.class);

        assertThat(publisher.hit("/x")).isEqualTo("a.x");
        assertThat(publisher.hit("/y")).isEqualTo("none");
        assertThat(becomes(() -> isPending(publisher, draft))).isTrue();
        assertThat(publisher.submit("a").revision().number()).isEqualTo(draft.number());
        assertThat(publisher.hit("/y")).isEqualTo("a.y");
        assertThat(becomes(() -> node.hit("/y").equals("a.y"))).isTrue();
        assertThat(publisher.registry.audit().verify(PROVINCE).problems()).isEmpty();
    }

    private static boolean isPending(TestNode asked, BundleRevision draft) {
        try {
            return asked.registry.drafts().pending("a", DEVELOPER).version() == draft.version();
        } catch (RegistryRefused stillAway) {
            return false;
        }
    }

    @Test
    void compositionsThatCallEachOtherAreNotSubmitted() {
        String affair = "  - { id: a.%1$s, name: { zh: 事项, en: Affair }, match: { methods: [GET], path: /%1$s },"
                + " access: { audience: public }, compose: { branches: [{ id: b, department: a, path: /%2$s }] } }\n";
        node.drafted("a", Approval.NONE, "a.x", "/x");
        String text = TestBundles.bundle("a", "a.x", "/x")
                + affair.formatted("y", "z")
                + affair.formatted("z", "y")
                + affair.formatted("good", "x");
        node.registry.drafts().put("a", Format.YAML, text, ANYTHING, DEVELOPER, "a circle");

        assertThatThrownBy(() -> node.submit("a"))
                .isInstanceOfSatisfying(
                        RegistryRefused.class,
                        refused -> assertThat(((Refusal.Unfit) refused.refusal()).problems())
                                .extracting(DocumentProblem::field)
                                .containsExactlyInAnyOrder(
                                        "routes.a.y.compose.branches.b", "routes.a.z.compose.branches.b"));
        assertThat(node.hit("/x")).isEqualTo("none");
    }

    @Test
    void patternsThatDifferInTheNamesOfVariablesOnlyAreOnePlace() {
        node.published("a", "a.x", "/x/{id}");
        node.drafted("b", Approval.NONE, "b.x", "/x/{number}");

        assertThatThrownBy(() -> node.submit("b"))
                .isInstanceOfSatisfying(
                        RegistryRefused.class,
                        refused -> assertThat(((Refusal.Unfit) refused.refusal()).problems())
                                .isNotEmpty()
                                .allSatisfy(problem ->
                                        assertThat(problem.toString()).contains("a.x")));
    }

    @Test
    void aNodeThatStartsLaterServesWhatWasPublished() {
        node.published("a", "a.x", "/x");
        close(node);

        node = open("later");

        assertThat(node.hit("/x")).isEqualTo("a.x");
    }

    @Test
    void everyChangeIsRecordedWithWhoWhenWhatFromWhereAndWhy() {
        node.drafted("a", Approval.DEPARTMENT, "a.x", "/x");
        node.submit("a");
        node.registry.publishing().approve("a", 1, PROVINCE, "looks good");

        List<AuditEntry> entries = node.registry.audit().after(0, 100, AUDITOR);

        assertThat(entries)
                .extracting(AuditEntry::action)
                .containsExactly("owner.made", "member.put", "draft.put", "revision.submitted", "revision.published");
        AuditEntry last = entries.get(entries.size() - 1);
        assertThat(last.actor()).isEqualTo("iss province");
        assertThat(last.address()).isEqualTo("10.0.0.1");
        assertThat(last.target()).isEqualTo("a/1");
        assertThat(last.reason()).isEqualTo("looks good");
        assertThat(node.registry.audit().verify(AUDITOR).problems()).isEmpty();
        assertThat(node.registry.audit().verify(AUDITOR).last()).isEqualTo(last.hash());
        refused(() -> node.registry.audit().verify(DEVELOPER), Refusal.NotAllowed.class);
    }

    @Test
    void aChangedEntryIsFound() {
        node.drafted("a", Approval.NONE, "a.x", "/x");
        address.execute("update palm_audit set reason = 'another' where position = 2");

        assertThat(node.registry.audit().verify(AUDITOR).problems())
                .containsExactly("Entry 2 was changed after it had been written.");
    }

    @Test
    void aMissingEntryIsFound() {
        node.drafted("a", Approval.NONE, "a.x", "/x");
        address.execute("delete from palm_audit where position = 2");

        assertThat(node.registry.audit().verify(AUDITOR).problems())
                .contains("Entry 2 is missing; 3 stands in its place.");
    }

    @Test
    void aWithdrawnConsentIsGone() {
        node.owner("a", Approval.NONE);
        node.registry.owners().consent("a", "b", true, PROVINCE, "they may");
        node.registry.owners().consent("a", "b", true, PROVINCE, "they may");
        assertThat(node.registry.owners().consents("a", PROVINCE)).containsExactly("b");

        node.registry.owners().consent("a", "b", false, PROVINCE, "no longer");

        assertThat(node.registry.owners().consents("a", PROVINCE)).isEmpty();
    }

    static boolean becomes(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (System.nanoTime() < end) {
            if (condition.getAsBoolean()) {
                return true;
            }
            Thread.onSpinWait();
        }
        return false;
    }
}
