package org.palmgateway.gateway.cache;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.palmgateway.gateway.cache.rule.Fields;
import org.palmgateway.gateway.cache.rule.Freshening;
import org.palmgateway.gateway.cache.rule.Freshness;
import org.palmgateway.gateway.cache.rule.NotStored;
import org.palmgateway.gateway.cache.rule.RequestControl;
import org.palmgateway.gateway.cache.rule.ResponseControl;
import org.palmgateway.gateway.cache.rule.Reuse;
import org.palmgateway.gateway.cache.rule.Storing;
import org.palmgateway.gateway.cache.rule.Times;
import org.palmgateway.gateway.cache.rule.Validators;
import org.palmgateway.gateway.cache.rule.Vary;
import org.palmgateway.gateway.exchange.Disclosure;
import org.palmgateway.routes.model.Department.PassportKind;
import org.springframework.http.server.reactive.ServerHttpRequest;

/** Fetches the answer to one question, validating what is stored if there is something, and keeps it if it may. For one flight. */
final class Fetch {

    private static final int NOT_MODIFIED = 304;
    private static final int SERVER_ERROR = 500;

    private final Keeping keeping;
    private final Flight flight;
    private final Question question;
    private final DepartmentCall call;
    private final ServerHttpRequest request;
    private @Nullable StoredResponse stored;
    private Instant requested;
    private int turns;

    Fetch(
            Keeping keeping,
            Flight flight,
            Question question,
            DepartmentCall call,
            ServerHttpRequest request,
            @Nullable StoredResponse stored) {
        this.keeping = keeping;
        this.flight = flight;
        this.question = question;
        this.call = call;
        this.request = request;
        this.stored = stored != null && stored.validators().any() ? stored : null;
        this.requested = keeping.clock().instant();
    }

    void begin() {
        StoredResponse known = stored;
        AskedRequest asked = known == null
                ? AskedRequest.complete(request, question)
                : AskedRequest.validating(request, question, known.validators());
        requested = keeping.clock().instant();
        int turn = ++turns;
        call.send(asked, question.disclosure(), this::arrived, error -> failed(turn, error));
    }

    private void failed(int turn, Throwable error) {
        if (turn != turns) {
            // Of a call whose answer has been put aside already.
            return;
        }
        keeping.flights().end(flight);
        flight.fail(error);
    }

    private void arrived(Fetched answer) {
        Instant received = keeping.clock().instant();
        Fetched fetched = answer.dated(received);
        Times times = Times.of(fetched.fields(), requested, received);
        StoredResponse known = stored;
        if (known == null || fetched.status() != NOT_MODIFIED) {
            full(fetched, times);
            return;
        }
        fetched.body().drain(question.facts().route().route().timeouts().response());
        if (Validators.of(fetched.fields()).confirm(known.validators())) {
            confirmed(known, fetched, times);
        } else {
            // It confirms something else (RFC 9111 §4.3.4): what we have is of no use.
            keeping.store().remove(question.key(), known);
            stored = null;
            begin();
        }
    }

    private void full(Fetched fetched, Times times) {
        ResponseControl control = ResponseControl.of(fetched.fields());
        Optional<NotStored> refusal = refusal(fetched.status(), fetched.fields(), control, times);
        if (refusal.isEmpty()) {
            refusal = unfit(fetched);
        }
        if (refusal.isPresent()) {
            if (fetched.status() < SERVER_ERROR) {
                forgetWhatItReplaces();
                keeping.marks().mark(question.key());
            }
            notKept(refusal.get());
            flight.land(new Landing.Passing(fetched, refusal.get()));
            return;
        }
        Recording recording =
                new Recording(length(fetched.fields()), keeping.longest(), keeping.room(), new Recording.Outcome() {
                    @Override
                    public void kept(byte[] body) {
                        try {
                            store(fetched, control, times, body);
                        } finally {
                            // Also when that fails by a mistake of ours, nobody may wait for ever.
                            keeping.flights().end(flight);
                            flight.ended(false);
                        }
                    }

                    @Override
                    public void notKept(NotStored why) {
                        if (why == NotStored.TOO_LARGE) {
                            // The next one will be as well.
                            keeping.marks().mark(question.key());
                        }
                        Fetch.this.notKept(why);
                    }
                });
        flight.land(new Landing.Streaming(fetched, recording));
        Duration within = question.facts().route().route().timeouts().response();
        fetched.body().take(within).subscribe(recording);
    }

    /** A response that may not be kept says that what is stored does not hold any more either. */
    private void forgetWhatItReplaces() {
        if (stored != null) {
            keeping.store().remove(question.key(), stored);
        }
    }

    private Optional<NotStored> refusal(int status, Fields fields, ResponseControl control, Times times) {
        Freshness freshness = Freshness.of(status, fields, control, times)
                .atMost(question.policy().maximumAge());
        boolean withAuthorization = question.disclosure() == Disclosure.EVERYTHING
                && question.facts().route().department().passport() == PassportKind.EXCHANGE;
        Duration usableStale = Reuse.usableStale(
                control,
                question.policy().staleWhileRevalidate(),
                question.policy().staleIfError());
        return Storing.refusal(
                RequestControl.NONE,
                withAuthorization,
                status,
                fields,
                control,
                freshness,
                usableStale,
                question.audience());
    }

    private Optional<NotStored> unfit(Fetched fetched) {
        if (fetched.flushed()) {
            return Optional.of(NotStored.STREAM);
        }
        return length(fetched.fields()) > keeping.longest() ? Optional.of(NotStored.TOO_LARGE) : Optional.empty();
    }

    /** Returns what {@code Content-Length} says; negative when it does not. */
    static long length(Fields fields) {
        @Nullable String length = fields.first("Content-Length");
        boolean number = length != null && length.matches("[0-9]{1,18}");
        return number ? Long.parseLong(length) : -1;
    }

    private void notKept(NotStored why) {
        keeping.meters().notStored(question, why);
        keeping.records().notStored(question, why);
        keeping.flights().end(flight);
        flight.ended(false);
    }

    private void store(Fetched fetched, ResponseControl control, Times times, byte[] body) {
        StoredResponse response = StoredResponse.of(
                fetched.status(),
                Storing.kept(fetched.fields(), control, question.audience()),
                body,
                control,
                Freshness.of(fetched.status(), fetched.fields(), control, times),
                times,
                question.selection(Vary.of(fetched.fields()).names()));
        if (flight.isInvalidated()) {
            notKept(NotStored.INVALIDATED);
            return;
        }
        keeping.store().put(question, response);
        keeping.marks().clear(question.key());
        keeping.records().stored(question);
        end(response);
    }

    private void confirmed(StoredResponse known, Fetched fetched, Times times) {
        ResponseControl said = ResponseControl.of(fetched.fields());
        Fields merged = Freshening.of(known.fields(), Storing.kept(fetched.fields(), said, question.audience()));
        ResponseControl control = ResponseControl.of(merged);
        Fields newer = Storing.kept(merged, control, question.audience());
        StoredResponse response =
                known.confirmed(newer, control, Freshness.of(known.status(), newer, control, times), times);
        Optional<NotStored> refusal = fetched.fields().has("Set-Cookie")
                ? Optional.of(NotStored.SET_COOKIE)
                : refusal(known.status(), newer, control, times);
        boolean sameSelection = question.selection(Vary.of(newer).names()).equals(known.selecting());
        boolean stays = refusal.isEmpty() && sameSelection;
        if (!stays) {
            keeping.store().remove(question.key(), known);
            notKept(refusal.orElse(NotStored.VARY_BY_ANYTHING));
        } else {
            keeping.store().replace(question, known, response);
            end(response);
        }
        flight.land(new Landing.Confirmed(response, stays));
    }

    private void end(StoredResponse response) {
        if (flight.isInvalidated()) {
            keeping.store().remove(question.key(), response);
        }
        keeping.flights().end(flight);
        flight.ended(true);
    }
}
