package dev.modelsync.benchmark.contestant;

/**
 * nginx, set up to do what the proxy does: hold the caller's token against the one that is allowed, show the provider
 * its own key, keep connections to it, and pass streams on piece by piece. It looks for no key in answers.
 */
final class NginxProxy {
    private static final String CONFIGURATION = """
            upstream small {
                server %s;
                keepalive 256;
                keepalive_requests 1000000000;
            }
            upstream stream {
                server %s;
                keepalive 256;
                keepalive_requests 1000000000;
            }
            server {
                listen 127.0.0.1:%d reuseport;
                client_max_body_size 64m;
                client_body_buffer_size 64k;
                if ($http_authorization != "Bearer %s") {
                    return 401;
                }
                proxy_http_version 1.1;
                proxy_set_header Connection "";
                proxy_set_header Authorization "Bearer %s";
                location /v1/embeddings {
                    proxy_pass http://small;
                }
                location /v1/chat/completions {
                    proxy_pass http://stream;
                    proxy_buffering off;
                }
            }
            """;

    private NginxProxy() {}

    static String configuration(int port, String token, Providers providers) {
        return CONFIGURATION.formatted(
                providers.small().getRawAuthority(),
                providers.stream().getRawAuthority(),
                port,
                token,
                providers.key());
    }
}
