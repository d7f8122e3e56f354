package org.palmgateway.gateway.registry;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.palmgateway.gateway.problem.AdminProblem;
import org.palmgateway.gateway.problem.ProblemException;
import org.palmgateway.routes.bundle.BundleEdit;
import org.palmgateway.routes.contract.Contract;
import org.palmgateway.routes.contract.ContractDiff;
import org.palmgateway.routes.contract.ContractImport;
import org.palmgateway.routes.contract.ContractReader;
import org.palmgateway.routes.contract.ContractReading;
import org.palmgateway.routes.contract.ImportOptions;
import org.palmgateway.routes.contract.ImportedRoutes;
import org.palmgateway.routes.document.Scalars;

/**
 * An import of an OpenAPI document into a bundle.
 *
 * @param owner whose bundle it is
 * @param contract by what the bundle knows the document
 * @param department id of the department that answers; null for the only one, or the owner's
 * @param region region of a new department; null when there is one already
 * @param upstream address of a new department; null for the document's first server
 * @param pathPrefix what goes before the document's paths where callers see them
 * @param audience whom operations serve of which the document says nothing
 * @param validate whether requests are checked against the document
 * @param keeps whether routes whose operations are gone stay
 */
record OpenApiImport(
        String owner,
        String contract,
        @Nullable String department,
        @Nullable String region,
        @Nullable String upstream,
        String pathPrefix,
        String audience,
        boolean validate,
        boolean keeps) {

    /** What came of it. */
    record Outcome(BundleEdit bundle, ContractDiff diff, ImportedRoutes imported) {}

    /** Returns the changed bundle. Throws what is wrong with the document or the options. */
    Outcome into(BundleEdit bundle, String document) {
        Contract read = contract(document);
        BundleEdit complete = bundle.hasDepartment() ? bundle : bundle.withDepartment(newDepartment(read));
        Optional<String> only = complete.onlyDepartment();
        String answering = department != null
                ? department
                : only.orElseThrow(() -> LatestText.refused(
                        "department", "", "id of the department that answers, since the bundle has several"));
        ImportedRoutes imported = new ContractImport(options(answering, only)).routes(read);
        ContractDiff diff = ContractDiff.between(complete.routes(), imported);
        return new Outcome(complete.withContract(contract, document, diff, keeps), diff, imported);
    }

    private Contract contract(String document) {
        try {
            Scalars.id(contract);
        } catch (IllegalArgumentException e) {
            throw LatestText.refused("contract", contract, String.valueOf(e.getMessage()));
        }
        ContractReading reading = new ContractReader().read(contract, "document", document);
        if (reading instanceof ContractReading.Broken broken) {
            throw new ProblemException(new AdminProblem.DocumentRefused(
                    broken.problems().stream().map(RegistryCalls::field).toList()));
        }
        return ((ContractReading.Sound) reading).contract();
    }

    private ImportOptions options(String answering, Optional<String> only) {
        try {
            return new ImportOptions(answering, only.isPresent() ? null : answering, pathPrefix, audience, validate);
        } catch (IllegalArgumentException e) {
            throw LatestText.refused(
                    "path-prefix", pathPrefix, "nothing, or a path that starts with '/' and does not end in one");
        }
    }

    private Map<String, Object> newDepartment(Contract read) {
        if (region == null) {
            throw LatestText.refused("region", "", "the GB/T 2260 code of the region that the department serves");
        }
        String address = upstream != null ? upstream : read.server().orElse("");
        if (!isAbsolute(address)) {
            throw LatestText.refused(
                    "upstream",
                    address,
                    "the department's address, such as https://clinic.example/api: the document names none");
        }
        String title = read.title();
        Map<String, Object> made = new LinkedHashMap<>();
        made.put("id", department != null ? department : owner);
        made.put("name", Map.of("zh", title, "en", title));
        made.put("region", region);
        made.put("upstreams", List.of(Map.of("id", "main", "url", address)));
        return made;
    }

    private static boolean isAbsolute(String address) {
        try {
            return new URI(address).isAbsolute();
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
