package dev.modelsync.embedded.inference;

import java.net.URI;

/** Where a model is called, with which secret, and who is believed to be there. */
record Call(URI address, Credential credential, Trust trust) {}
