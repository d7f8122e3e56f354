package org.palmgateway.gateway.cache.coding;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.encoder.Encoder;
import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.util.Native;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.zip.GZIPOutputStream;

/**
 * A content coding that the gateway can apply (RFC 9110 §8.4.1), best first: what a caller likes equally is chosen in this order.
 *
 * <p>Brotli and zstd are native libraries, which not every machine can load: see {@link #available}. Safe for any number of threads.
 */
public enum Coding {
    /** Zstandard (RFC 8878), with a window of no more than 8 MB (RFC 9659). */
    ZSTD {
        @Override
        boolean loads() {
            Native.load();
            return Native.isLoaded();
        }

        @Override
        byte[] encoded(byte[] content) {
            return Zstd.compress(content, ZSTD_LEVEL);
        }
    },

    /** Brotli (RFC 7932). */
    BR {
        @Override
        boolean loads() {
            return Brotli4jLoader.isAvailable();
        }

        @Override
        byte[] encoded(byte[] content) throws IOException {
            return Encoder.compress(content, Encoder.Parameters.create(BROTLI_QUALITY));
        }
    },

    /** Gzip (RFC 1952). */
    GZIP {
        @Override
        boolean loads() {
            return true;
        }

        @Override
        byte[] encoded(byte[] content) throws IOException {
            ByteArrayOutputStream octets = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(octets)) {
                gzip.write(content);
            }
            return octets.toByteArray();
        }
    };

    /** The window of this level is 2 MB; from level 20 on it would be more than the 8 MB that a browser has to take. */
    private static final int ZSTD_LEVEL = 6;

    private static final int BROTLI_QUALITY = 5;

    /** Loaded when first asked for, not with the enum: who only reads fields needs no native library. */
    private static final class Loaded {

        static final Set<Coding> CODINGS = codings();

        private static Set<Coding> codings() {
            EnumSet<Coding> loaded = EnumSet.noneOf(Coding.class);
            Arrays.stream(values()).filter(Loaded::isLoaded).forEach(loaded::add);
            return Collections.unmodifiableSet(loaded);
        }

        private static boolean isLoaded(Coding coding) {
            try {
                return coding.loads();
            } catch (LinkageError e) {
                // No library for this machine, or none that its C library takes; the caller gets another coding.
                return false;
            }
        }
    }

    /**
     * Returns the codings whose library this machine can load, best first; gzip is always among them. The first call loads the
     * libraries, which takes some milliseconds and writes to the directory of temporary files.
     */
    public static Set<Coding> available() {
        return Loaded.CODINGS;
    }

    /** Returns the name in {@code Content-Encoding} and {@code Accept-Encoding}. */
    public String token() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Returns the encoded form of a whole content; the same content always gives the same octets.
     *
     * @throws UnsupportedOperationException when this coding is not {@link #available}
     */
    public byte[] encode(byte[] content) {
        if (!available().contains(this)) {
            throw new UnsupportedOperationException(token() + ": no library for this machine");
        }
        try {
            return encoded(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    abstract boolean loads();

    abstract byte[] encoded(byte[] content) throws IOException;
}
