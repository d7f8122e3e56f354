package org.palmgateway.sandbox.department;

import com.github.tomakehurst.wiremock.extension.TemplateHelperProviderExtension;
import com.github.tomakehurst.wiremock.extension.TemplateModelDataProviderExtension;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.stubbing.SubEvent;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import wiremock.com.github.jknack.handlebars.Helper;
import wiremock.com.github.jknack.handlebars.Options;

/**
 * What the template of an answer can name. What comes from outside is escaped to stand as a value in the notation of the answer: between the
 * quotes of a JSON string, in an element of XML, in a field of a form.
 *
 * <ul>
 *   <li>{@code {{passport.name}}}: claims of the verified passport; nothing for a public affair
 *   <li>{@code {{path.account}}}: the variables of the affair's path
 *   <li>{@code {{sent.plate}}}: the plain fields of the request's body
 *   <li>{@code {{say '余额' 'Balance'}}}: the first text, or the second if {@code Accept-Language} starts with
 *       {@code en}; a second text that is missing falls back to the first
 * </ul>
 */
final class AnswerModel implements TemplateModelDataProviderExtension, TemplateHelperProviderExtension {

    private static final String ENGLISH = "english";

    private final Catalogue catalogue;
    private final JsonMapper json;

    AnswerModel(Catalogue catalogue, JsonMapper json) {
        this.catalogue = catalogue;
        this.json = json;
    }

    @Override
    public Map<String, Object> provideTemplateModelData(ServeEvent event) {
        Request request = event.getRequest();
        Place place = Place.of(request);
        Optional<Affair> affair = catalogue
                .department(place.department())
                .flatMap(department -> department.affair(request.getMethod().getName(), place.path()));
        Notation notation = affair.map(Affair::said).orElse(Notation.JSON);
        return Map.of(
                ENGLISH,
                english(request),
                "passport",
                escaped(passport(event), notation),
                "path",
                escaped(affair.map(asked -> asked.variables(place.path())).orElseGet(Map::of), notation),
                "sent",
                escaped(affair.map(asked -> sent(request, asked)).orElseGet(Map::of), notation));
    }

    private Map<String, String> sent(Request request, Affair affair) {
        return request.getBody().length == 0 ? Map.of() : SentFields.of(request, affair.asked(), json);
    }

    private static Map<String, String> escaped(Map<String, String> values, Notation notation) {
        Map<String, String> escaped = new HashMap<>();
        values.forEach((name, value) -> escaped.put(name, notation.escaped(value)));
        return escaped;
    }

    @Override
    public Map<String, Helper<?>> provideTemplateHelpers() {
        return Map.of("say", (Helper<@Nullable Object>) AnswerModel::say);
    }

    private static @Nullable Object say(@Nullable Object chinese, Options options) {
        Object english = options.param(0, null);
        return english != null && Boolean.TRUE.equals(options.get(ENGLISH)) ? english : chinese;
    }

    private static boolean english(Request request) {
        String language = request.getHeader("Accept-Language");
        return language != null && language.toLowerCase(Locale.ROOT).startsWith("en");
    }

    private static Map<String, String> passport(ServeEvent event) {
        Map<String, String> claims = new HashMap<>();
        event.getSubEvents().stream()
                .filter(each -> each.getType().equals(Doorkeeper.PASSPORT))
                .map(SubEvent::getData)
                .forEach(data -> data.forEach((name, value) -> claims.put(name, "" + value)));
        return claims;
    }

    @Override
    public String getName() {
        return "answer-model";
    }
}
