package dev.modelsync.provider.address;

import java.net.UnknownHostException;

/** The host has an address that must not be connected to. */
public final class AddressRefusedException extends UnknownHostException {
    private static final long serialVersionUID = 1L;

    AddressRefusedException(String message) {
        super(message);
    }
}
