package org.palmgateway.gateway.cache.coding;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class CodingTest {

    @Test
    void tokensAreThoseOfTheRegistry() {
        assertThat(Stream.of(Coding.values()).map(Coding::token)).containsExactly("zstd", "br", "gzip");
    }

    @Test
    @EnabledOnOs(
            value = {OS.LINUX, OS.MAC},
            architectures = {"amd64", "aarch64"})
    void allAreAvailableWhereTheGatewayUsuallyRuns() {
        assertThat(Coding.available()).containsExactly(Coding.ZSTD, Coding.BR, Coding.GZIP);
    }

    @Test
    void onlyGzipIsLeftWhereNoNativeLibraryRuns() throws IOException {
        assertThat(onMachine("sparcv9"))
                .isEqualTo("[GZIP]\nzstd: no library for this machine\nbr: no library for this machine\n");
    }

    private static String onMachine(String architecture) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        java,
                        "-Dos.arch=" + architecture,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Available.class.getName())
                .redirectErrorStream(true)
                .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .replace(System.lineSeparator(), "\n");
    }

    /** Prints what the machine offers, and what comes of asking for more. */
    static final class Available {

        private Available() {}

        public static void main(String[] arguments) {
            System.out.println(Coding.available());
            Arrays.stream(Coding.values()).forEach(Available::encode);
        }

        private static void encode(Coding coding) {
            try {
                coding.encode(new byte[1]);
            } catch (UnsupportedOperationException e) {
                System.out.println(e.getMessage());
            }
        }
    }
}
