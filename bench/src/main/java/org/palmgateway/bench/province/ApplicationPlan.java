package org.palmgateway.bench.province;

import java.net.URI;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.palmgateway.routes.region.Region;

/**
 * Which affair an application is about, and where.
 *
 * @param affair the affair
 * @param number the affair's number, so that its paths are the same everywhere
 * @param region the region
 */
record ApplicationPlan(Affair affair, int number, Region region) {

    private static final int MOST_SEGMENTS = 6;
    private static final double SHARED = 0.6;

    GeneratedBundle bundle(int routes, URI upstream, Audiences audiences, Random random) {
        String owner = affair.slug() + "-" + region.code();
        String common = "/" + affair.slug();
        String own = common + "/" + region.code();
        int shared = (int) Math.ceil(routes * SHARED);
        List<Operation> operations = Stream.concat(
                        below(common).limit(shared), below(own).limit(routes - shared))
                .toList();
        List<GeneratedRoute> made = IntStream.range(0, routes)
                .mapToObj(i -> new GeneratedRoute(
                        owner + "." + (i + 1),
                        operations.get(i).methods(),
                        operations.get(i).path(),
                        region.code(),
                        access(audiences, random)))
                .toList();
        return new GeneratedBundle(
                owner, region.name() + affair.zh(), affair.en() + " " + region.code(), region.code(), upstream, made);
    }

    private Stream<Operation> below(String prefix) {
        return Operation.endless(number)
                .map(operation -> new Operation(operation.methods(), prefix + operation.path()))
                .filter(operation -> operation.segments() <= MOST_SEGMENTS);
    }

    private String access(Audiences audiences, Random random) {
        int dice = random.nextInt(100);
        if (audiences == Audiences.PUBLIC || dice < 10) {
            return "{ audience: public }";
        }
        if (dice < 75) {
            return "{ audience: citizen, scopes: [" + affair.slug() + ".read] }";
        }
        return dice < 95 ? "{ audience: official, roles: [clerk, head] }" : "{ audience: governor }";
    }
}
