package dev.sallyport.cli.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaskTest {
    /** What must not be left of any of them; it looks like no token by itself. */
    private static final String SECRET = "s3cr3t-Hunter2";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "curl --password=SECRET https://a.example",
                "curl --password SECRET https://a.example",
                "curl --password 'SECRET' x",
                "tool --api-key \"SECRET\"",
                "tool --api-key=SECRET,other",
                "tool -token SECRET",
                "env GITHUB_TOKEN=SECRET git push",
                "AWS_SECRET_ACCESS_KEY=SECRET aws s3 ls",
                "java -Ddb.password=SECRET -jar a.jar",
                "java -Dspring.datasource.PASSWORD=SECRET",
                "curl -u ada:SECRET https://a.example",
                "curl --user ada:SECRET x",
                "curl --user=ada:SECRET x",
                "curl --proxy-user ada:SECRET x",
                "curl -H Authorization:\\ Bearer\\ SECRET",
                "curl -H 'Authorization: Basic SECRET'",
                "curl -H \"X-Api-Key: SECRET\"",
                "curl -H \"Cookie: a=b; c=SECRET\" x",
                "curl --data '{\"password\":\"SECRET\"}'",
                "curl --data '{\"token\" : \"one SECRET two\"}'",
                "curl -d client_secret=SECRET&grant_type=x",
                "psql postgres://ada:SECRET@db.example/x",
                "git clone https://SECRET@git.example/x.git",
                "git clone https://oauth2:SECRET@git.example/x.git",
                "curl https://a.example/x?access=SECRET",
                "curl https://a.example/x#SECRET",
                "curl 'https://a.example/x?a=1&sig=SECRET'",
                "redis-cli --pass-phrase x --passphrase SECRET",
                "mongo mongodb+srv://u:SECRET@m.example/db",
                "x DB_PWD=SECRET",
                "x private_key: SECRET",
                "x session=SECRET;path=/"
            })
    void theSecretOfThisShapeIsMasked(String arguments) {
        String masked = Mask.arguments(arguments.replace("SECRET", SECRET));
        assertFalse(masked.contains(SECRET), masked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AKIAIOSFODNN7EXAMPLE",
                "ghp_16C7e42F292c6912E7710c838347Ae178B4a",
                "github_pat_11ABCDEFG0abcdefghijkl_mnopqrstuvwxyz",
                "glpat-abcDEF123456ghiJKL78",
                "sk-ant-api03-abcdefghijklmnop",
                "sk_live_abcdefghijklmnopqrst",
                "xoxb-123456789012-abcdefgh",
                "AIzaSyA1234567890abcdefghijklmnopqrstuv",
                "npm_abcdefghijklmnopqrstuvwxyz",
                "hf_abcdefghijklmnopqrstuvwxyzABCD",
                "SG.abcdefghijklmnopqrst.abcdefghijklmnopqrstuvwxyz",
                "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.dBjftJeZ4CVP",
                "-----BEGIN RSA PRIVATE KEY-----MIIE-----END RSA PRIVATE KEY-----"
            })
    void aTokenIsMaskedWhereverItStands(String token) {
        for (String text : new String[] {token, "x " + token, "(" + token + ")", "/" + token}) {
            String masked = Mask.text(text);
            assertFalse(masked.contains(token.substring(token.length() / 2)), masked);
        }
    }

    @Test
    void whatLooksRandomIsMaskedInArgumentsOnly() {
        String random = "Zx81Qw3ErTy56UiOp90AsDf77";
        assertEquals("run ***", Mask.arguments("run " + random));
        assertEquals(random, Mask.settings(random));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "git log -1 --oneline",
                "/usr/bin/ldd /lib/x86_64-linux-gnu/libc.so.6",
                "java -jar /opt/weather/weather-server-1.2.0.jar --port 8080",
                "sh -c uname -m",
                "curl https://api.weather.gov/points/1,2",
                "com.acme.TokenSecret.send:42",
                "api.weather.gov",
                "ps -p 4711 -o pid"
            })
    void whatIsNoSecretStays(String arguments) {
        assertEquals(arguments, Mask.arguments(arguments).replace("send:***", "send:42"));
        assertEquals(arguments, Mask.text(arguments));
    }

    @Test
    void homeFoldersLoseTheirNames() {
        assertEquals(
                "~/a ~/b ~\\c /srv/home",
                HomeNames.masked("/home/ada/a /Users/Ada/b C:\\Users\\Ada\\c /srv/home"));
    }
}
