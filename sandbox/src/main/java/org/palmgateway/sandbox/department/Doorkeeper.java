package org.palmgateway.sandbox.department;

import com.github.tomakehurst.wiremock.extension.requestfilter.RequestFilterAction;
import com.github.tomakehurst.wiremock.extension.requestfilter.StubRequestFilterV2;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jwt.JWTClaimsSet;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lets a request into a department, or says why not.
 *
 * <p>A citizen's own token must never arrive here, so any {@code Authorization} is 400: a leak shows at once. What is
 * not public needs a valid {@code Palm-Passport}; its claims are handed on to the answer's template.
 */
final class Doorkeeper implements StubRequestFilterV2 {

    /** Type of the event by which the verified claims reach {@link AnswerModel}. */
    static final String PASSPORT = "palm-passport";

    private static final String HEADER = "Palm-Passport";

    private final Catalogue catalogue;
    private final PassportCheck check;
    private final JsonMapper json;

    Doorkeeper(Catalogue catalogue, GatewayKeys keys, JsonMapper json) {
        this.catalogue = catalogue;
        this.json = json;
        this.check = new PassportCheck(keys);
    }

    @Override
    public RequestFilterAction filter(Request request, ServeEvent event) {
        Place place = Place.of(request);
        return catalogue
                .department(place.department())
                .flatMap(department -> refusal(request, event, department, place.path()))
                .orElseGet(() -> RequestFilterAction.continueWith(request));
    }

    private Optional<RequestFilterAction> refusal(
            Request request, ServeEvent event, Department department, String path) {
        if (request.containsHeader("Authorization")) {
            return refuse(
                    400,
                    department,
                    "authorization-received",
                    "The request carries Authorization. A department must never see a citizen's token: "
                            + "send Palm-Passport only.");
        }
        Optional<Affair> affair = department.affair(request.getMethod().getName(), path);
        if (affair.isPresent() && affair.get().open()) {
            return bodyRefusal(request, department, affair.get());
        }
        return passportRefusal(request, event, department)
                .or(() -> affair.flatMap(asked -> bodyRefusal(request, department, asked)));
    }

    private Optional<RequestFilterAction> passportRefusal(Request request, ServeEvent event, Department department) {
        List<String> passports =
                request.containsHeader(HEADER) ? request.header(HEADER).getValues() : List.of();
        if (passports.size() != 1) {
            return unauthorized(
                    department,
                    "passport-missing",
                    "Send exactly one " + HEADER + " header, made by the gateway for " + department.id() + ".");
        }
        try {
            JWTClaimsSet claims = check.claims(department.id(), passports.get(0));
            event.appendSubEvent(PASSPORT, claims.toJSONObject());
            return Optional.empty();
        } catch (BadJOSEException | ParseException e) {
            return unauthorized(department, "passport-invalid", "The passport is refused: " + e.getMessage());
        } catch (JOSEException e) {
            return refuse(503, department, "keys-unavailable", "The passport cannot be checked: " + e.getMessage());
        }
    }

    private Optional<RequestFilterAction> bodyRefusal(Request request, Department department, Affair affair) {
        String type = request.getHeader("Content-Type");
        // Callers of JSON may leave it unsaid; a department that takes nothing but XML or forms could not guess.
        if (affair.asked() != Notation.JSON && (type == null || Notation.of(type) != affair.asked())) {
            return refuse(
                    415,
                    department,
                    "media-type-wrong",
                    "Send " + affair.asked() + ", with Content-Type: "
                            + affair.asked().mediaType() + ".");
        }
        return missingField(request, department, affair);
    }

    private Optional<RequestFilterAction> missingField(Request request, Department department, Affair affair) {
        if (affair.requires().isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> sent = SentFields.of(request, affair.asked(), json);
        return affair.requires().stream()
                .filter(field -> !sent.containsKey(field))
                .findFirst()
                .flatMap(field -> refuse(
                        400,
                        department,
                        "field-missing",
                        "Send " + affair.asked() + " with the fields " + affair.requires() + "; " + field
                                + " is missing."));
    }

    private static Optional<RequestFilterAction> unauthorized(Department department, String error, String message) {
        return Optional.of(RequestFilterAction.stopWith(Refusal.answer(401, department.id(), error, message)
                .withHeader("WWW-Authenticate", HEADER)
                .build()));
    }

    private static Optional<RequestFilterAction> refuse(
            int status, Department department, String error, String message) {
        return Optional.of(RequestFilterAction.stopWith(
                Refusal.answer(status, department.id(), error, message).build()));
    }

    @Override
    public String getName() {
        return "doorkeeper";
    }
}
