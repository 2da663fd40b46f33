package dev.modelsync.benchmark.request;

import dev.modelsync.benchmark.process.NginxServer;
import dev.modelsync.benchmark.process.ServerProcess;
import java.nio.file.Path;

/** A provider that thinks for no time: nginx with one answer, for whoever shows the key. */
public final class StaticProvider {
    private static final String ANSWER = "{\"object\": \"list\", \"embedding\": [" + "0.0625, ".repeat(120) + "0.5]}";
    private static final String CONFIGURATION = """
            server {
                listen 127.0.0.1:%d reuseport;
                location / {
                    if ($http_authorization != "Bearer %s") {
                        return 401;
                    }
                    default_type application/json;
                    return 200 '%s';
                }
            }
            """;

    private StaticProvider() {}

    public static ServerProcess start(Path folder, int port, String key) {
        return NginxServer.start("provider-nginx", folder, port, 1, CONFIGURATION.formatted(port, key, ANSWER));
    }
}
