package org.palmgateway.routes.compose;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.palmgateway.routes.path.PathPattern;

/**
 * One call within a composition: a request to a path of this gateway, by the same caller, under the access, limits and cache of the route
 * that it hits.
 *
 * @param id its name within the composition
 * @param department the department that must answer; a request that hits a route of another one is not sent
 * @param method its method
 * @param path its path
 * @param with what the variables of the path stand for
 * @param query the values of its query, in their order
 * @param headers further fields
 * @param body its body; null for none
 * @param region the region that it is for; null for that of the call
 * @param format how the department speaks
 * @param timeout how long it may take at most
 * @param onFailure what stands in its place when it fails
 * @param when whether it is called; null for always
 * @param failedWhen what of an answer says that it is none, although its status is good; null for nothing
 * @param each the list for whose items it is called; null for once
 * @param shapes the changes to its result, in their order
 * @param placement where the result stands
 */
public record Branch(
        String id,
        String department,
        String method,
        PathPattern path,
        Map<String, Template> with,
        Map<String, Template> query,
        Map<String, Template> headers,
        @Nullable Template body,
        @Nullable Template region,
        Format format,
        Duration timeout,
        OnFailure onFailure,
        @Nullable Condition when,
        @Nullable Condition failedWhen,
        @Nullable Each each,
        List<Shape> shapes,
        Placement placement) {

    /** Copies the collections, in their order. */
    public Branch {
        with = Map.copyOf(with);
        query = Collections.unmodifiableMap(new LinkedHashMap<>(query));
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        shapes = List.copyOf(shapes);
    }

    /** Tells whether the call fails as a whole when this branch does. */
    public boolean isRequired() {
        return onFailure instanceof OnFailure.Fail;
    }

    /** Returns the pointers that have to lead somewhere before it can be called, or be answered for. */
    public Set<Pointer> pointers() {
        Set<Pointer> pointers = new LinkedHashSet<>();
        with.values().forEach(each -> each.pointers(pointers::add));
        query.values().forEach(each -> each.pointers(pointers::add));
        headers.values().forEach(each -> each.pointers(pointers::add));
        if (body != null) {
            body.pointers(pointers::add);
        }
        if (region != null) {
            region.pointers(pointers::add);
        }
        if (onFailure instanceof OnFailure.Instead instead) {
            instead.value().pointers(pointers::add);
        }
        if (when != null) {
            pointers.add(when.value());
        }
        if (each != null) {
            pointers.add(each.in());
        }
        return pointers;
    }

    /** Returns the ids of the branches whose results it needs. */
    public Set<String> needs() {
        Set<String> needs = new LinkedHashSet<>();
        for (Pointer pointer : pointers()) {
            if (pointer.root() == Pointer.Root.BRANCH) {
                needs.add(pointer.name());
            }
        }
        return needs;
    }
}
