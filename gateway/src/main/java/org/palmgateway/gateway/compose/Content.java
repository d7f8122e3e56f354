package org.palmgateway.gateway.compose;

/** The octets of a message and what they are. Not to be changed. */
final class Content {

    private final byte[] octets;
    private final String type;

    /**
     * Makes one.
     *
     * @param octets the octets, which are not copied
     * @param type the value of {@code Content-Type}; empty when there is none
     */
    Content(byte[] octets, String type) {
        this.octets = octets;
        this.type = type;
    }

    byte[] octets() {
        return octets;
    }

    String type() {
        return type;
    }
}
