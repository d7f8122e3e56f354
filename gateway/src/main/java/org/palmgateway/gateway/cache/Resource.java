package org.palmgateway.gateway.cache;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * All that is stored under one key: a response for each selection among its variants (RFC 9111 §4.1).
 *
 * @param variants the responses, the latest first
 */
record Resource(List<StoredResponse> variants) {

    static final Resource EMPTY = new Resource(List.of());

    Resource {
        variants = List.copyOf(variants);
    }

    /**
     * Finds the response for a request.
     *
     * @param shown tells the value of a field as the department sees it
     */
    @Nullable
    StoredResponse find(Function<String, String> shown) {
        for (StoredResponse variant : variants) {
            boolean same = true;
            for (var field : variant.selecting().entrySet()) {
                same &= shown.apply(field.getKey()).equals(field.getValue());
            }
            if (same) {
                return variant;
            }
        }
        return null;
    }

    /** Returns the names of all fields that some variant was selected by. */
    Set<String> selectingNames() {
        Set<String> names = new LinkedHashSet<>();
        variants.forEach(variant -> names.addAll(variant.selecting().keySet()));
        return names;
    }

    /** Returns this with a response, in the place of the one with the same selection; of more than so many the oldest goes. */
    Resource with(StoredResponse response, int most) {
        List<StoredResponse> all = new ArrayList<>(variants);
        all.removeIf(variant -> variant.selecting().equals(response.selecting()));
        all.add(0, response);
        return new Resource(all.size() > most ? all.subList(0, most) : all);
    }

    /** Returns this with a response in the place of another one; itself when that is not there any more. */
    Resource replacing(StoredResponse old, StoredResponse response) {
        List<StoredResponse> all = new ArrayList<>(variants);
        all.replaceAll(variant -> variant == old ? response : variant);
        return new Resource(all);
    }

    /** Returns this without a response. */
    Resource without(StoredResponse response) {
        return new Resource(
                variants.stream().filter(variant -> variant != response).toList());
    }

    long octets() {
        long octets = 0;
        for (StoredResponse variant : variants) {
            octets += variant.octets();
        }
        return octets;
    }
}
