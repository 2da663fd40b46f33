package dev.modelsync.proxy;

import dev.modelsync.embedded.FakeProvider;
import dev.modelsync.embedded.RecordedRequest;

/** The provider that tests share, started once a JVM; each has paths of its own there. */
final class TestProvider {
    private static final FakeProvider PROVIDER = started();

    private TestProvider() {}

    private static FakeProvider started() {
        FakeProvider provider = FakeProvider.start(0);
        Runtime.getRuntime().addShutdownHook(new Thread(provider::close));
        return provider;
    }

    static FakeProvider running() {
        return PROVIDER;
    }

    /** The last request at this path. */
    static RecordedRequest seen(String path) {
        return PROVIDER.requests().stream()
                .filter(request -> request.path().equals(path))
                .reduce((first, last) -> last)
                .orElseThrow();
    }
}
