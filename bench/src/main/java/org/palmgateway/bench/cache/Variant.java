package org.palmgateway.bench.cache;

/**
 * What is asked for.
 *
 * @param name what it is called
 * @param path the path that it begins with
 * @param encoding the value of {@code Accept-Encoding}
 * @param status what {@code Cache-Status} begins with when it is answered as meant; empty when there is to be none
 */
record Variant(String name, String path, String encoding, String status) {

    /** Tells whether an answer is the one that is meant. */
    boolean isMeant(int code, String cacheStatus) {
        return code == 200 && (status.isEmpty() ? cacheStatus.isEmpty() : cacheStatus.startsWith(status));
    }
}
