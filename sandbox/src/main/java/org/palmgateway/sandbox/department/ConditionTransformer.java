package org.palmgateway.sandbox.department;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;

/** Counts the answers of each department and spoils them as its {@link Condition} says. */
final class ConditionTransformer implements ResponseDefinitionTransformerV2 {

    private static final int SLOW_BODY_PARTS = 30;
    private static final int SLOW_BODY_MILLISECONDS = 30_000;

    private final Catalogue catalogue;
    private final Conditions conditions;

    ConditionTransformer(Catalogue catalogue, Conditions conditions) {
        this.catalogue = catalogue;
        this.conditions = conditions;
    }

    @Override
    public ResponseDefinition transform(ServeEvent event) {
        String department = Place.of(event.getRequest()).department();
        if (catalogue.department(department).isEmpty()) {
            return event.getResponseDefinition();
        }
        conditions.countServed(department);
        return spoiled(event.getResponseDefinition(), department, conditions.of(department));
    }

    private static ResponseDefinition spoiled(ResponseDefinition sound, String department, Condition condition) {
        if (condition.equals(Condition.HEALTHY)) {
            return sound;
        }
        ResponseDefinitionBuilder answer = condition.trouble() == Condition.Trouble.ERROR
                ? Refusal.answer(500, department, "broken", "This department was told to fail. DELETE its setting.")
                : ResponseDefinitionBuilder.like(sound);
        if (!condition.latency().isZero()) {
            answer.withFixedDelay(Math.toIntExact(condition.latency().toMillis()));
        }
        return switch (condition.trouble()) {
            case NONE, ERROR -> answer.build();
            case RESET -> answer.withFault(Fault.CONNECTION_RESET_BY_PEER).build();
            case GARBAGE -> answer.withFault(Fault.RANDOM_DATA_THEN_CLOSE).build();
            case EMPTY -> answer.withFault(Fault.EMPTY_RESPONSE).build();
            case SLOW_BODY ->
                answer.withChunkedDribbleDelay(SLOW_BODY_PARTS, SLOW_BODY_MILLISECONDS)
                        .build();
        };
    }

    @Override
    public String getName() {
        return "condition";
    }
}
