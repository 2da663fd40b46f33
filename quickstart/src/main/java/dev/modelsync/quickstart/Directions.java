package dev.modelsync.quickstart;

import dev.modelsync.embedded.EmbeddedPostgres;
import java.net.URI;
import java.util.stream.Collectors;

/** What a user can do with the system that is now running, ready to be copied into a shell. */
final class Directions {
    private final Stack stack;

    Directions(Stack stack) {
        this.stack = stack;
    }

    String text() {
        URI api = stack.registryEvents().address();
        URI provider = stack.servers().provider().baseUrl();
        return """

                Running until ctrl-C:
                  page            %1$s
                  HM API          %1$s/api/v1/projects/demo/inference-services
                  inference proxy %7$s
                  worker          %2$s/health and %2$s/metrics
                  Kafka           %3$s
                  HM Postgres     postgresql://postgres:postgres@127.0.0.1:%4$d/hm
                  fake provider   %5$s

                Register a service:
                  curl -i -X POST %1$s/api/v1/projects/demo/inference-services \\
                    -H 'Content-Type: application/json' \\
                    -d '{"name": "my-openai", "provider": "OPENAI", "endpointUrl": "%5$s", "credentials": {"apiKey": "sk-any"},
                         "models": [{"upstreamModel": "text-embedding-3-small", "function": "TEXT_EMBEDDING"}]}'

                Call its model as cluster 'primary' does, through the proxy, which shows the provider the key:
                  curl %7$s/projects/demo/services/my-openai/v1/embeddings -H 'Content-Type: application/json' \\
                    -H "Authorization: Bearer $(cat %8$s)" -d '{"model": "text-embedding-3-small", "input": "hello", "dimensions": 4}'

                Run a step of a pipeline with it, as AIDB on 'primary' does:
                  ./modelsync step KnowledgeBase my-openai 'hello' --port %9$d

                See what HM knows of it, the clusters among it:
                  curl %1$s/api/v1/projects/demo/inference-services/my-openai

                Or ask by the command line, which has more (./modelsync --help):
                  export MODELSYNC_URL=%1$s MODELSYNC_PROJECT=demo
                  ./modelsync service get my-openai
                  ./modelsync doctor

                See which models a pipeline step can use on a cluster, and how its worker is:
                  curl '%1$s/api/v1/clusters/primary/models?step=KnowledgeBase'
                  curl %1$s/api/v1/clusters/primary/status

                See who enrolled which cluster:
                  curl '%1$s/api/v1/activity?type=ENROLLED'

                Look at the registries:
                %6$s
                """.formatted(
                api,
                stack.syncConsumer().address(),
                stack.servers().kafka().bootstrapServers(),
                stack.servers().hm().port(),
                provider,
                stack.servers().clusters().stream().map(Directions::psql).collect(Collectors.joining("\n")),
                stack.proxy(),
                stack.tokenFile(stack.servers().clusters().get(0)),
                stack.servers().clusters().get(0).server().port());
    }

    private static String psql(Cluster cluster) {
        return "  psql postgresql://%s:%s@127.0.0.1:%d/%s -c 'select name, provider, options from aidb.models' -c 'select * from modelsync.status'"
                .formatted(
                        EmbeddedPostgres.USER,
                        EmbeddedPostgres.PASSWORD,
                        cluster.server().port(),
                        Cluster.DATABASE);
    }
}
