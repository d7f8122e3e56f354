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
 * @param departments those that may answer, at least one; a request that hits a route of another one is not sent
 * @param method its method
 * @param path its path
 * @param with what the variables of the path stand for
 * @param query the values of its query, in their order
 * @param headers further fields
 * @param body its body; null for none
 * @param region the region that it is for; null for that of the call
 * @param format how the department speaks
 * @param timeout how long it may take at most
 * @param attempts how often it is sent at most, as far as the policy of the route that it hits allows it
 * @param onFailure what stands in its place when it fails
 * @param when whether it is called; null for always
 * @param failedWhen what of an answer says that it is none, although its status is good; null for nothing
 * @param each the list for whose items it is called; null for once
 * @param shapes the changes to its result, in their order
 * @param placement where the result stands
 */
public record Branch(
        String id,
        Set<String> departments,
        String method,
        PathPattern path,
        Map<String, Template> with,
        Map<String, Template> query,
        Map<String, Template> headers,
        @Nullable Template body,
        @Nullable Template region,
        Format format,
        Duration timeout,
        int attempts,
        OnFailure onFailure,
        @Nullable Condition when,
        @Nullable Condition failedWhen,
        @Nullable Each each,
        List<Shape> shapes,
        Placement placement) {

    /** The most attempts that one may ask for; as many as any policy allows. */
    public static final int MOST_ATTEMPTS = 5;

    /** Stands in the path of a branch for what is not known yet; no route has it as a literal. */
    public static final String NOT_KNOWN = "~";

    /** Copies the collections, in their order. */
    public Branch {
        departments = Collections.unmodifiableSet(new LinkedHashSet<>(departments));
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
        Set<Pointer> pointers = inputs();
        if (onFailure instanceof OnFailure.Instead instead) {
            instead.value().pointers(pointers::add);
        }
        if (when != null) {
            when.pointers(pointers::add);
        }
        if (failedWhen != null) {
            failedWhen.is().forEach(each -> each.pointers(pointers::add));
        }
        return pointers;
    }

    /** Returns those of them that must lead to something for it to be called: what its request is made of. */
    public Set<Pointer> inputs() {
        Set<Pointer> inputs = new LinkedHashSet<>();
        List<Map<String, Template>> templates = List.of(with, query, headers);
        templates.forEach(part -> part.values().forEach(each -> each.pointers(inputs::add)));
        if (body != null) {
            body.pointers(inputs::add);
        }
        if (region != null) {
            region.pointers(inputs::add);
        }
        if (each != null) {
            inputs.add(each.in());
        }
        return inputs;
    }

    /** Returns the ids of the branches whose results it needs. */
    public Set<String> needs() {
        return Needs.ofBranches(pointers());
    }
}
