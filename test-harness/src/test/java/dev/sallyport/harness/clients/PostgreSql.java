package dev.sallyport.harness.clients;

import java.sql.DriverManager;
import java.sql.SQLException;
import org.postgresql.util.PSQLException;

final class PostgreSql {
    private PostgreSql() {}

    /** What the server says: it lets nobody in. */
    static String attempt(String host, int port) throws SQLException {
        String url =
                "jdbc:postgresql://"
                        + host
                        + ":"
                        + port
                        + "/any?sslmode=disable&gssEncMode=disable";
        try (AutoCloseable unexpected = DriverManager.getConnection(url, "anybody", "anything")) {
            throw new IllegalStateException("let in: " + unexpected);
        } catch (PSQLException e) {
            if (e.getServerErrorMessage() == null) {
                throw e;
            }
            return e.getServerErrorMessage().getMessage();
        } catch (SQLException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
