package org.palmgateway.sandbox.department;

import com.github.tomakehurst.wiremock.http.Request;

/**
 * Where a request is addressed to: the department and the path below it, without the query.
 *
 * @param department first segment of the path; not checked to be that of a department
 */
record Place(String department, String path) {

    static Place of(Request request) {
        String whole = request.getUrl().split("\\?", 2)[0];
        int end = whole.indexOf('/', 1);
        return end < 0
                ? new Place(whole.substring(Math.min(1, whole.length())), "/")
                : new Place(whole.substring(1, end), whole.substring(end));
    }
}
