package org.palmgateway.sandbox.department;

import com.github.tomakehurst.wiremock.extension.TemplateHelperProviderExtension;
import com.github.tomakehurst.wiremock.extension.TemplateModelDataProviderExtension;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.stubbing.SubEvent;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import wiremock.com.github.jknack.handlebars.Helper;
import wiremock.com.github.jknack.handlebars.Options;

/**
 * What the template of an answer can name, all of it escaped to stand between the quotes of a JSON string.
 *
 * <ul>
 *   <li>{@code {{passport.name}}}: claims of the verified passport; nothing for a public affair
 *   <li>{@code {{path.account}}}: the variables of the affair's path
 *   <li>{@code {{sent.plate}}}: the fields of the JSON object in the request's body
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
        return Map.of(
                ENGLISH,
                english(request),
                "passport",
                passport(event),
                "path",
                variables(request),
                "sent",
                request.getBody().length == 0 ? Map.of() : SentFields.of(request, json));
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
                .forEach(data -> data.forEach((name, value) -> claims.put(name, SentFields.escaped("" + value))));
        return claims;
    }

    private Map<String, String> variables(Request request) {
        Place place = Place.of(request);
        Map<String, String> variables = new HashMap<>();
        catalogue
                .department(place.department())
                .flatMap(department -> department.affair(request.getMethod().getName(), place.path()))
                .ifPresent(affair -> affair.variables(place.path())
                        .forEach((name, value) -> variables.put(name, SentFields.escaped(value))));
        return variables;
    }

    @Override
    public String getName() {
        return "answer-model";
    }
}
