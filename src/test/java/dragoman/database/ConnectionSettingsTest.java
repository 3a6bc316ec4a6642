package dragoman.database;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class ConnectionSettingsTest {

    @Test
    void theServiceConnectsAsProgramsWithConnectionsOfTheirOwnDo() throws IOException {
        Properties properties = new Properties();
        try (InputStream in = Database.class.getResourceAsStream("/application.properties")) {
            properties.load(in);
        }
        assertEquals(Database.CONNECTION_SETTINGS, properties.getProperty("quarkus.datasource.jdbc.new-connection-sql"));
    }
}
