package org.palmgateway.sandbox.identity;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.palmgateway.sandbox.identity.Application.Kind;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;

/**
 * All clients: those of the directory, and the applications that were registered since the start. The latter are in memory only, so that
 * they are gone with the process; there are at most {@value #MOST} of them.
 *
 * <p>Safe for any number of threads.
 */
final class Clients implements RegisteredClientRepository {

    static final int MOST = 1000;

    private final Directory directory;
    private final TokenLife life;
    private final Map<String, Application> applications = new ConcurrentHashMap<>();

    Clients(Directory directory, TokenLife life) {
        this.directory = directory;
        this.life = life;
    }

    /** Adds an application. Returns whether its id was free and there was room. */
    boolean add(Application application) {
        return applications.size() < MOST
                && directory.client(application.client()).isEmpty()
                && applications.putIfAbsent(application.client(), application) == null;
    }

    /** Puts an application in the place of one of the same client id. */
    void replace(Application application) {
        applications.replace(application.client(), application);
    }

    void remove(Application application) {
        applications.remove(application.client());
    }

    Iterable<Application> applications() {
        return applications.values();
    }

    Optional<Application> application(String client) {
        return Optional.ofNullable(applications.get(client));
    }

    /** The client of an id; a disabled application is none. It may ask for the scopes of the client made for its audience. */
    Optional<Client> client(String id) {
        Optional<Client> fixed = directory.client(id);
        return fixed.isPresent()
                ? fixed
                : application(id)
                        .filter(Application::enabled)
                        .map(application -> new Client(
                                id,
                                application.audience(),
                                application.redirects(),
                                directory.clientOf(application.audience()).scopes()));
    }

    boolean mayUse(String user, String client) {
        return usableBy(user, client).isPresent();
    }

    /** The client of an id, if a person may sign in through it. */
    Optional<Client> usableBy(String user, String client) {
        return directory
                .person(user)
                .flatMap(person -> client(client).filter(each -> each.audience().equals(person.audience())))
                .filter(each -> application(client).map(Application::kind).orElse(Kind.PUBLIC) != Kind.SERVICE);
    }

    @Override
    public @Nullable RegisteredClient findByClientId(String id) {
        return client(id).map(this::registered).orElse(null);
    }

    @Override
    public @Nullable RegisteredClient findById(String id) {
        return findByClientId(id);
    }

    /** Called to keep a secret in another encoding, which ours never needs. */
    @Override
    public void save(RegisteredClient client) {}

    private RegisteredClient registered(Client client) {
        Optional<Application> application = application(client.id());
        Kind kind = application.map(Application::kind).orElse(Kind.PUBLIC);
        RegisteredClient.Builder builder = RegisteredClient.withId(client.id())
                .clientId(client.id())
                .scopes(scopes -> scopes.addAll(client.scopes()))
                .clientSettings(ClientSettings.builder()
                        .requireProofKey(true)
                        .requireAuthorizationConsent(false)
                        .build())
                .tokenSettings(TokenSettings.builder()
                        .accessTokenTimeToLive(life.duration())
                        .build());
        if (kind == Kind.SERVICE) {
            builder.authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS);
        } else {
            builder.authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                    .redirectUris(uris -> uris.addAll(client.redirects()));
        }
        if (kind == Kind.PUBLIC) {
            builder.clientAuthenticationMethod(ClientAuthenticationMethod.NONE);
        } else {
            builder.clientSecret(application.orElseThrow().encodedSecret())
                    .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                    .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_POST);
        }
        return builder.build();
    }
}
