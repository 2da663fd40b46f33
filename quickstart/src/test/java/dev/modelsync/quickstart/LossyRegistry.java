package dev.modelsync.quickstart;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A cluster's registry that loses models, and what a DBA does there meanwhile. */
final class LossyRegistry {
    /** In the transaction of the first batch, so that no second can begin. */
    private static final String PAUSE_AFTER_A_BATCH = """
            create function modelsync.pause_now() returns trigger language plpgsql as $$
            begin
                insert into modelsync.local_switch (reason)
                select 'half-way' where not exists (select from modelsync.local_switch);
                return null;
            end $$;
            create trigger pause_now after update on modelsync.replay_service
            for each row when (new.result is not null) execute function modelsync.pause_now();
            """;

    private static final String GO_ON = """
            drop trigger if exists pause_now on modelsync.replay_service;
            drop function if exists modelsync.pause_now();
            delete from modelsync.local_switch;
            """;

    private final Cluster cluster;

    LossyRegistry(Cluster cluster) {
        this.cluster = cluster;
    }

    /** The models that it holds whose names begin so. */
    List<String> models(String prefix) throws SQLException {
        return select("select name from aidb.models where name like '" + prefix + "%' order by name");
    }

    /** As somebody does who does not know whose they are. */
    void lose(String prefix) throws SQLException {
        execute("do $$ declare lost text; begin for lost in select name from aidb.models where name like '" + prefix
                + "%' loop perform aidb.delete_model(lost); end loop; end $$");
    }

    void pauseAfterABatch() throws SQLException {
        execute(PAUSE_AFTER_A_BATCH);
    }

    void goOn() throws SQLException {
        execute(GO_ON);
    }

    /** Each row as its columns, with blanks between. */
    List<String> select(String query) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = cluster.database().getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            while (result.next()) {
                List<String> columns = new ArrayList<>();
                for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
                    columns.add(result.getString(column));
                }
                rows.add(String.join(" ", columns));
            }
        }
        return rows;
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = cluster.database().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
