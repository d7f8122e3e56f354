package org.palmgateway.sandbox.identity;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.json.JsonMapper;

/** Everybody who can sign in and every application they can do it through. Immutable. */
record Directory(List<Person> people, List<Client> clients) {

    Directory {
        people = List.copyOf(people);
        clients = List.copyOf(clients);
    }

    /** Reads {@code identity/directory.json} from the class path. */
    static Directory load() {
        try (InputStream file = new ClassPathResource("identity/directory.json").getInputStream()) {
            return JsonMapper.shared().readValue(file, Directory.class);
        } catch (IOException e) {
            throw new UncheckedIOException("identity/directory.json cannot be read from the class path", e);
        }
    }

    Optional<Person> person(String user) {
        return people.stream().filter(person -> person.user().equals(user)).findFirst();
    }

    Optional<Client> client(String id) {
        return clients.stream().filter(client -> client.id().equals(id)).findFirst();
    }

    /** The application made for this person's audience. */
    Client clientOf(Person person) {
        return clientOf(person.audience());
    }

    /** The application made for an audience. */
    Client clientOf(String audience) {
        return clients.stream()
                .filter(client -> client.audience().equals(audience))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No client has the audience " + audience));
    }
}
