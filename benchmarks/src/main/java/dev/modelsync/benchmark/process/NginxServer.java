package dev.modelsync.benchmark.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** An nginx of our own: its configuration is all given, and everything that it writes is in its folder. */
public final class NginxServer {
    private static final String CONFIGURATION = """
            daemon off;
            pid nginx.pid;
            error_log stderr warn;
            worker_processes %d;
            events {
                worker_connections 8192;
            }
            http {
                access_log off;
                client_body_temp_path client_body;
                proxy_temp_path proxy;
                fastcgi_temp_path fastcgi;
                uwsgi_temp_path uwsgi;
                scgi_temp_path scgi;
                tcp_nodelay on;
                keepalive_requests 1000000000;
            %s}
            """;

    private NginxServer() {}

    /**
     * Returns when it listens.
     *
     * @param http what stands in the block {@code http} besides
     */
    public static ServerProcess start(String name, Path folder, int port, int workers, String http) {
        try {
            Path home = Files.createDirectories(folder.resolve(name)).toRealPath();
            Files.writeString(home.resolve("nginx.conf"), CONFIGURATION.formatted(workers, http.indent(4)));
            ServerProcess nginx = ServerProcess.start(
                    name,
                    home,
                    Map.of(),
                    List.of(
                            Tool.NGINX.path().toString(),
                            "-p",
                            home.toString(),
                            "-c",
                            home.resolve("nginx.conf").toString(),
                            "-e",
                            "stderr"));
            nginx.await(() -> FreePort.isTaken(port));
            return nginx;
        } catch (IOException e) {
            throw new UncheckedIOException("nginx cannot be started in " + folder, e);
        }
    }
}
