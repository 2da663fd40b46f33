package dev.modelsync.sync.registry;

import java.io.ByteArrayInputStream;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.SqlTypeValue;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A secret text as parameter of a statement, for {@code convert_from(:name, 'UTF8')}. Spring and the driver log
 * parameters at their finest levels: of this one they log a name, and how many bytes it has.
 */
record HiddenParameter(String text) implements SqlTypeValue {

    @Override
    public void setTypeValue(PreparedStatement statement, int index, int sqlType, @Nullable String typeName)
            throws SQLException {
        byte[] bytes = text.getBytes(UTF_8);
        statement.setBinaryStream(index, new ByteArrayInputStream(bytes), bytes.length);
    }

    @Override
    public String toString() {
        return "(hidden)";
    }
}
