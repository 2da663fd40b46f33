package dev.modelsync.benchmark.proxy;

import dev.modelsync.benchmark.contestant.Providers;
import dev.modelsync.benchmark.process.FreePort;
import dev.modelsync.benchmark.process.ServerProcess;
import dev.modelsync.benchmark.request.StaticProvider;
import dev.modelsync.benchmark.stream.StreamedAnswers;
import java.net.URI;
import java.nio.file.Path;

/** The providers behind all contestants, each in a process of its own. */
record RunningProviders(Providers providers, ServerProcess small, ServerProcess streams) implements AutoCloseable {
    private static final String KEY = "sk-of-the-provider-of-the-benchmark";

    static RunningProviders start(Path folder) {
        int smallPort = FreePort.find();
        int streamPort = FreePort.find();
        ServerProcess small = StaticProvider.start(folder, smallPort, KEY);
        try {
            return new RunningProviders(
                    new Providers(at(smallPort), at(streamPort), KEY),
                    small,
                    StreamedAnswers.startProvider(folder, streamPort, KEY));
        } catch (RuntimeException e) {
            small.close();
            throw e;
        }
    }

    private static URI at(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }

    @Override
    public void close() {
        streams.close();
        small.close();
    }
}
