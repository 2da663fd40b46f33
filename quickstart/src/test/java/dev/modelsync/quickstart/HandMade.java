package dev.modelsync.quickstart;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What a DBA has made by hand in a registry: models of providers with and without credentials. */
final class HandMade {
    private static final String MAKE = """
            select aidb.create_model('dba-mistral', 'openrouter_chat',
                '{"model": "mistral-large"}'::jsonb, credentials => '{"api_key": "dba-own-key"}'::jsonb,
                validate => false);
            select aidb.create_model('dba-local', 'dummy');
            """;

    /** Everything that the catalog says of them; the superuser sees the mapping's options too. */
    private static final String LOOK = """
            select name || ' ' || provider || ' ' || options::text from aidb.models where name like 'dba-%'
            union all
            select srvname || ' ' || umid || ' ' || umoptions::text from pg_user_mappings
            where srvname = 'openrouter_chat'
            order by 1
            """;

    private HandMade() {}

    static void in(Cluster cluster) throws SQLException {
        Dba.run(cluster, MAKE);
    }

    static List<String> look(Cluster cluster) throws SQLException {
        List<String> seen = new ArrayList<>();
        try (Connection connection = cluster.database().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(LOOK)) {
            while (rows.next()) {
                seen.add(rows.getString(1));
            }
        }
        return seen;
    }
}
