package org.palmgateway.gateway.forward;

import java.io.IOException;

/** An upstream leads to addresses only that it may not be sent to. */
final class AddressNotAllowed extends IOException {

    private static final long serialVersionUID = 1L;

    AddressNotAllowed(String host) {
        super(host + " leads to no address that operators allow");
    }
}
