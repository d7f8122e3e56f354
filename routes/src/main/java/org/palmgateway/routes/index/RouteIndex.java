package org.palmgateway.routes.index;

import org.palmgateway.routes.path.NormalPath;
import org.palmgateway.routes.region.RegionChain;

/**
 * Finds the route of a request in time that depends on the number of path segments only.
 *
 * <p>At each segment a literal is tried before a {@code {variable}} and that before a {@code {*rest}}; the first pattern, in
 * that order, that offers the method in one of the chain's regions wins, and among its regions the nearest. The way back
 * from a literal that led nowhere is taken, so a more specific pattern never hides a route it does not answer itself.
 *
 * <p>Segments compare octet by octet after RFC 3986 §6.2.2 normalisation, so callers pass a {@link NormalPath}, never a raw
 * target. Immutable; safe for any number of threads once published safely.
 */
public final class RouteIndex {

    /** An index without routes. */
    public static final RouteIndex EMPTY = new RouteIndex(TrieNode.EMPTY);

    private final TrieNode root;

    RouteIndex(TrieNode root) {
        this.root = root;
    }

    /**
     * Looks a request up.
     *
     * @param method the request method, as received; methods are case-sensitive (RFC 9110 §9.1)
     * @param path the normalised path
     * @param regions the regions that may serve the request
     * @return the route, or why there is none
     */
    public Match find(String method, NormalPath path, RegionChain regions) {
        return new Lookup(method, path, regions).from(root);
    }

    TrieNode root() {
        return root;
    }

    /** Starts a new index from this one, which stays as it is. */
    public IndexEdit edit() {
        return new IndexEdit(root);
    }
}
