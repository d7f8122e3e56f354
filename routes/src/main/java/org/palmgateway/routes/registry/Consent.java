package org.palmgateway.routes.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.palmgateway.routes.document.DocumentProblem;
import org.palmgateway.routes.snapshot.Overlap;
import org.palmgateway.routes.snapshot.Overlap.Kind;
import org.palmgateway.routes.snapshot.OverlapReport;

/** Nobody takes requests from another owner's route without that owner's consent. A pure function. */
final class Consent {

    private Consent() {}

    /**
     * Returns what is lacking.
     *
     * @param report the overlaps of a candidate
     * @param consenting the owners that have consented
     * @param file name of the bundle's file, for the problems
     */
    static List<DocumentProblem> lacking(OverlapReport report, Set<String> consenting, String file) {
        List<DocumentProblem> lacking = new ArrayList<>();
        List<Overlap> shadowing = report.shown(Kind.SHADOWS);
        for (Overlap overlap : shadowing) {
            if (!consenting.contains(overlap.owner())) {
                lacking.add(new DocumentProblem(
                        file,
                        0,
                        overlap.own() + ".match",
                        request(overlap.example()),
                        "requests of its own, or the consent of " + overlap.owner() + ", whose route " + overlap.other()
                                + " answers this one"));
            }
        }
        if (lacking.isEmpty() && report.total(Kind.SHADOWS) > shadowing.size()) {
            // Whose the others are is not known, so that nobody can be said to have consented.
            lacking.add(new DocumentProblem(
                    file,
                    0,
                    "routes",
                    report.total(Kind.SHADOWS) + " that shadow others",
                    "at most " + OverlapReport.SHOWN + " in one change"));
        }
        return lacking;
    }

    private static String request(Overlap.Example example) {
        @Nullable String region = example.region();
        return example.method() + " " + example.path() + (region == null ? "" : " in " + region);
    }
}
